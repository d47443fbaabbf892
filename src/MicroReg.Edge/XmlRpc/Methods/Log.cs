using MicroReg.Edge.Calls;
using Microsoft.Extensions.Logging;

namespace MicroReg.Edge.XmlRpc.Methods;

/// <summary>What the dispatcher logs. Event ids 2100 to 2119.</summary>
internal static partial class Log
{
    [LoggerMessage(2100, LogLevel.Error, "The XML-RPC method {Method}, called from {Caller}, failed; the caller got fault -32603")]
    public static partial void MethodFailed(ILogger logger, string method, Caller caller, Exception exception);
}
