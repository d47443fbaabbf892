using MicroReg.Domain.Health;
using MicroReg.Domain.Records;
using Microsoft.Extensions.Logging;

namespace MicroReg.Actors.Health;

/// <summary>The log messages of the health actor. Event ids 3050 to 3059.</summary>
internal static partial class Log
{
    [LoggerMessage(3050, LogLevel.Debug, "A verdict could not be written: {Reason}")]
    public static partial void VerdictNotWritten(ILogger logger, string reason);

    [LoggerMessage(3051, LogLevel.Debug, "The probe of {Instance} failed: {Reason}")]
    public static partial void ProbeFailed(ILogger logger, InstanceKey instance, string reason);

    [LoggerMessage(3052, LogLevel.Debug, "{Instance} was {From} and is {To}: {What}")]
    public static partial void StateChanged(ILogger logger, InstanceKey instance, LivenessState from, LivenessState to, LivenessEvent what);
}
