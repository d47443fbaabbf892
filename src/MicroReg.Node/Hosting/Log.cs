namespace MicroReg.Node.Hosting;

/// <summary>What the host of a node logs. Event ids 1000 to 1019.</summary>
internal static partial class Log
{
    /// <summary>The records are in memory.</summary>
    [LoggerMessage(1000, LogLevel.Information, "Node {Node} ({NodeId}, run {Origin}) read {Instances} instances of {Services} services from {Directory}")]
    public static partial void RecordsRead(ILogger logger, string node, string nodeId, string origin, int instances, int services, string directory);

    /// <summary>The node is going down as asked.</summary>
    [LoggerMessage(1001, LogLevel.Information, "Node {Node} stopped")]
    public static partial void Stopped(ILogger logger, string node);

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
    [LoggerMessage(1005, LogLevel.Error, "The actors of the former system have not ended after {Seconds} s; no other is started before they have")]
    public static partial void StillEnding(ILogger logger, long seconds);

    /// <summary>The node looks for the others.</summary>
    [LoggerMessage(1006, LogLevel.Warning, "Node {Node} is not ready after {Seconds} s: {Reason}")]
    public static partial void NotReadyYet(ILogger logger, string node, long seconds, string reason);

    /// <summary>The time of the host was over first.</summary>
    [LoggerMessage(1007, LogLevel.Warning, "The actor system did not end in time; the node stops without")]
    public static partial void NotLeft(ILogger logger);
}
