namespace MicroReg.Node;

/// <summary>What the executable logs. Event ids 1000 to 1019 are shared with MicroReg.Hosting.</summary>
internal static partial class Log
{
    /// <summary>The node is going down as asked.</summary>
    [LoggerMessage(1001, LogLevel.Information, "Node {Node} stopped")]
    public static partial void Stopped(ILogger logger, string node);

    /// <summary>The node looks for the others.</summary>
    [LoggerMessage(1006, LogLevel.Warning, "Node {Node} is not ready after {Seconds} s: {Reason}")]
    public static partial void NotReadyYet(ILogger logger, string node, long seconds, string reason);
}
