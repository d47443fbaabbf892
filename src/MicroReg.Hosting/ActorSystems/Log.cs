namespace MicroReg.Hosting.ActorSystems;

/// <summary>What is logged of actor systems that end and begin. Event ids 1002 to 1019; the others are the executable's.</summary>
internal static partial class Log
{
    /// <summary>Akka demands another actor system.</summary>
    [LoggerMessage(1002, LogLevel.Warning, "The actor system restarts: {Reason}. Lookups go on, writes wait")]
    public static partial void Restarting(ILogger logger, string reason);

    /// <summary>There is one again.</summary>
    [LoggerMessage(1003, LogLevel.Information, "The actor system serves again at {Address}, {Milliseconds} ms after it had to end")]
    public static partial void Restarted(ILogger logger, string address, long milliseconds);

    /// <summary>There is none yet.</summary>
    [LoggerMessage(1004, LogLevel.Error, "The actor system could not be started again; the next attempt follows")]
    public static partial void RestartFailed(ILogger logger, Exception cause);

    /// <summary>An actor is stuck.</summary>
    [LoggerMessage(
        1005, LogLevel.Error, "The actors of the former system have not ended after {Seconds} s; no other is started before they have")]
    public static partial void StillEnding(ILogger logger, long seconds);

    /// <summary>An actor that the node needs is gone.</summary>
    [LoggerMessage(
        1008, LogLevel.Critical, "The node is not ready and takes no writes until its actor system is replaced: {Reason}. Lookups go on")]
    public static partial void Failed(ILogger logger, string reason);

    /// <summary>The failures did not end.</summary>
    [LoggerMessage(1009, LogLevel.Critical, "The node ends after repeated failures: {Reason}")]
    public static partial void GivenUp(ILogger logger, string reason, Exception? failure);

    /// <summary>The time of the host was over first.</summary>
    [LoggerMessage(1007, LogLevel.Warning, "The actor system did not end in time; the node stops without")]
    public static partial void NotLeft(ILogger logger);
}
