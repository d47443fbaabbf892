namespace MicroReg.Gateway.Hosting;

/// <summary>The log messages of the gateway's host. Event ids 4000 to 4019.</summary>
internal static partial class Log
{
    /// <summary>The gateway stopped on request.</summary>
    [LoggerMessage(4000, LogLevel.Information, "The gateway stopped")]
    public static partial void Stopped(ILogger logger);

    /// <summary>No node answers, and there is no cached copy.</summary>
    [LoggerMessage(4001, LogLevel.Warning,
        "No registry node was reached for {Seconds} s, and there is no cached copy; requests get status 503 ({Nodes})")]
    public static partial void NothingKnownYet(ILogger logger, long seconds, string nodes);
}
