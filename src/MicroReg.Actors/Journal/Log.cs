using Microsoft.Extensions.Logging;

namespace MicroReg.Actors.Journal;

/// <summary>The log messages of the journal. Event ids 3020 to 3029.</summary>
internal static partial class Log
{
    [LoggerMessage(3020, LogLevel.Error, "A group of {Count} commits was not written")]
    public static partial void GroupFailed(ILogger logger, Exception cause, int count);
}
