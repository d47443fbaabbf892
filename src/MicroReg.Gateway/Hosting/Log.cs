namespace MicroReg.Gateway.Hosting;

/// <summary>What the gateway's host logs. Event ids 4000 to 4019.</summary>
internal static partial class Log
{
    /// <summary>The gateway is going down as asked.</summary>
    [LoggerMessage(4000, LogLevel.Information, "The gateway stopped")]
    public static partial void Stopped(ILogger logger);

    /// <summary>No node answers, and nothing is remembered.</summary>
    [LoggerMessage(4001, LogLevel.Warning, "No registry was reached for {Seconds} s, and nothing is remembered of it; requests are answered with status 503 ({Nodes})")]
    public static partial void NothingKnownYet(ILogger logger, long seconds, string nodes);
}
