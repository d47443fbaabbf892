using Microsoft.Extensions.Logging;

namespace MicroReg.Actors.ServiceDb;

/// <summary>The log messages of ServiceDb. Event ids 3030 to 3039.</summary>
internal static partial class Log
{
    [LoggerMessage(3030, LogLevel.Error, "The actor of service {Service} stopped after repeated failures; a new one takes over")]
    public static partial void ServiceStopped(ILogger logger, string service);

    [LoggerMessage(3031, LogLevel.Error, "MicroDb has stopped: no more writes are taken here")]
    public static partial void MicroDbStopped(ILogger logger);
}
