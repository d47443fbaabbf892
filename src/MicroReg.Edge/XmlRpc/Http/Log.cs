using Microsoft.Extensions.Logging;

namespace MicroReg.Edge.XmlRpc.Http;

/// <summary>What the endpoint logs. Event ids 2120 to 2139.</summary>
internal static partial class Log
{
    [LoggerMessage(2120, LogLevel.Debug, "An XML-RPC caller went away before its answer")]
    public static partial void CallerGone(ILogger logger);

    [LoggerMessage(2121, LogLevel.Error, "Streamed text of an XML-RPC answer failed")]
    public static partial void TextFailed(ILogger logger, Exception exception);
}
