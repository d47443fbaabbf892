using Microsoft.Extensions.Logging;

namespace MicroReg.Client.Discovery;

/// <summary>What service discovery logs. Event ids 2340 to 2349.</summary>
internal static partial class Log
{
    [LoggerMessage(2340, LogLevel.Warning, "{Service} is looked up elsewhere: there was no copy of the registry within {Time}")]
    public static partial void NotUsable(ILogger logger, string service, TimeSpan time);
}
