using Microsoft.Extensions.Logging;

namespace MicroReg.Client.Watching;

/// <summary>The log messages of the watcher. Event ids 2300 to 2319.</summary>
internal static partial class Log
{
    [LoggerMessage(2300, LogLevel.Information, "In touch with the registry through {Node}: {Services} services")]
    public static partial void InTouch(ILogger logger, Uri node, int services);

    [LoggerMessage(2301, LogLevel.Warning, "The event stream of {Node} ended: {Reason}. Keeping the copy and continuing at the next node")]
    public static partial void StreamLost(ILogger logger, Uri node, string reason);

    [LoggerMessage(2302, LogLevel.Information,
        "{Node} begins a snapshot: {Reason}. Readers keep the previous copy until the snapshot is complete")]
    public static partial void SnapshotBegins(ILogger logger, Uri node, string reason);

    [LoggerMessage(2303, LogLevel.Warning,
        "{Node} sent an empty registry, but is not ready or is cut off from the others. Keeping the copy")]
    public static partial void EmptyIsDoubtful(ILogger logger, Uri node);

    [LoggerMessage(2304, LogLevel.Warning, "{Node} does not accept the cursor. The next stream begins with a snapshot")]
    public static partial void CursorRefused(ILogger logger, Uri node);

    [LoggerMessage(2305, LogLevel.Error, "A change callback failed. It is called again at the next change")]
    public static partial void ObserverFailed(ILogger logger, Exception failure);

    [LoggerMessage(2306, LogLevel.Warning, "The cached copy in {Path} is ignored: {Reason}")]
    public static partial void FileIgnored(ILogger logger, string path, string reason);

    [LoggerMessage(2307, LogLevel.Warning, "The copy could not be written to {Path}: {Reason}")]
    public static partial void FileNotWritten(ILogger logger, string path, string reason);

    [LoggerMessage(2308, LogLevel.Debug, "{Node} cannot be followed: {Reason}")]
    public static partial void NodeMissed(ILogger logger, Uri node, string reason);

    [LoggerMessage(2309, LogLevel.Warning,
        "No node can be followed. The last one tried is {Node}: {Reason}. Keeping the copy and retrying")]
    public static partial void AllMissed(ILogger logger, Uri node, string reason);
}
