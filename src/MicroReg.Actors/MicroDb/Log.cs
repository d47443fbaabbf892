using Microsoft.Extensions.Logging;

namespace MicroReg.Actors.MicroDb;

/// <summary>The log messages of MicroDb. Event ids 3010 to 3019.</summary>
internal static partial class Log
{
    [LoggerMessage(3010, LogLevel.Information, "The disk takes writes again; {Count} commits are sent to it")]
    public static partial void WritesResume(ILogger logger, int count);

    [LoggerMessage(3011, LogLevel.Error, "Writes are refused: {Reason}")]
    public static partial void WritesRefused(ILogger logger, string reason);

    [LoggerMessage(
        3012,
        LogLevel.Warning,
        "{Count} unregistered instances are remembered; from {Most} on, instances that were not registered before are refused")]
    public static partial void ManyTombstones(ILogger logger, int count, int most);
}
