using Microsoft.Extensions.Logging;

namespace MicroReg.Actors.Subscriptions;

/// <summary>The log messages of subscriptions. Event ids 3060 to 3069.</summary>
internal static partial class Log
{
    [LoggerMessage(3060, LogLevel.Debug, "A subscription could not be written: {Reason}")]
    public static partial void NotWritten(ILogger logger, string reason);

    [LoggerMessage(3061, LogLevel.Warning, "The subscriber of {Id} has accepted none of the last calls: {Trouble}")]
    public static partial void CircuitOpened(ILogger logger, string id, string trouble);

    [LoggerMessage(3062, LogLevel.Error, "The calls for subscription {Id} failed and begin again")]
    public static partial void DeliveryFailed(ILogger logger, Exception cause, string id);
}
