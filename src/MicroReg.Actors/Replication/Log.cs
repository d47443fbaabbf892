using MicroReg.Domain.Rules;
using Microsoft.Extensions.Logging;

namespace MicroReg.Actors.Replication;

/// <summary>The log messages of the replication actor. Event ids 3040 to 3049.</summary>
internal static partial class Log
{
    [LoggerMessage(3040, LogLevel.Warning,
        "{Count} writes were answered below the level {Level}: not enough of the {Known} known nodes have them on disk yet")]
    public static partial void Degraded(ILogger logger, long count, AcknowledgementLevel level, int known);
}
