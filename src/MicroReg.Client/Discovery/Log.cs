using Microsoft.Extensions.Logging;

namespace MicroReg.Client.Discovery;

/// <summary>The log messages of service discovery. Event ids 2340 to 2349.</summary>
internal static partial class Log
{
    [LoggerMessage(2340, LogLevel.Warning, "{Service} is left to other providers: there was no copy of the registry within {Time}")]
    public static partial void NotUsable(ILogger logger, string service, TimeSpan time);
}
