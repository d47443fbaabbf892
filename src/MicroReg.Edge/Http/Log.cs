using MicroReg.Edge.Calls;
using Microsoft.Extensions.Logging;

namespace MicroReg.Edge.Http;

/// <summary>What the HTTP face logs. Event ids 2200 to 2219.</summary>
internal static partial class Log
{
    [LoggerMessage(2200, LogLevel.Error, "{Method} of {Endpoint}, called from {Caller}, failed; the caller got status 500")]
    public static partial void RequestFailed(ILogger logger, string method, string endpoint, Caller caller, Exception exception);

    [LoggerMessage(2201, LogLevel.Information, "A stream of events was ended: its client has not read for {Seconds} s")]
    public static partial void StreamStalled(ILogger logger, double seconds);
}
