using Microsoft.Extensions.Logging;

namespace MicroReg.Client.Watching;

/// <summary>What the watcher logs. Event ids 2300 to 2319.</summary>
internal static partial class Log
{
    [LoggerMessage(2300, LogLevel.Information, "In touch with the registry through {Node}: {Services} services")]
    public static partial void InTouch(ILogger logger, Uri node, int services);

    [LoggerMessage(2301, LogLevel.Warning, "The event stream of {Node} is over: {Reason}. The copy stays; going on at the next node")]
    public static partial void StreamLost(ILogger logger, Uri node, string reason);

    [LoggerMessage(2302, LogLevel.Information, "{Node} begins a snapshot: {Reason}. Readers keep the former copy until it is whole")]
    public static partial void SnapshotBegins(ILogger logger, Uri node, string reason);

    [LoggerMessage(2303, LogLevel.Warning, "{Node} sent an empty registry, but is not ready or is cut off from the others; the copy stays")]
    public static partial void EmptyIsDoubtful(ILogger logger, Uri node);

    [LoggerMessage(2304, LogLevel.Warning, "{Node} does not understand the cursor; the next stream begins with a snapshot")]
    public static partial void CursorRefused(ILogger logger, Uri node);

    [LoggerMessage(2305, LogLevel.Error, "A callback of a change failed; it is called again at the next change")]
    public static partial void ObserverFailed(ILogger logger, Exception failure);

    [LoggerMessage(2306, LogLevel.Warning, "The remembered copy in {Path} is ignored: {Reason}")]
    public static partial void FileIgnored(ILogger logger, string path, string reason);

    [LoggerMessage(2307, LogLevel.Warning, "The copy could not be written to {Path}: {Reason}")]
    public static partial void FileNotWritten(ILogger logger, string path, string reason);

    [LoggerMessage(2308, LogLevel.Debug, "{Node} cannot be followed: {Reason}")]
    public static partial void NodeMissed(ILogger logger, Uri node, string reason);

    [LoggerMessage(2309, LogLevel.Warning, "No node can be followed, the last one tried is {Node}: {Reason}. The copy stays; trying on")]
    public static partial void AllMissed(ILogger logger, Uri node, string reason);
}
