using Microsoft.Extensions.Logging;

namespace MicroReg.Actors.Cluster;

/// <summary>The log messages of membership. Event ids 3000 to 3009.</summary>
internal static partial class Log
{
    [LoggerMessage(3000, LogLevel.Information, "Forming a cluster of this node alone")]
    public static partial void FormingAlone(ILogger logger);

    [LoggerMessage(3001, LogLevel.Information, "Joining the cluster of {Address}")]
    public static partial void Joining(ILogger logger, string address);

    [LoggerMessage(3002, LogLevel.Warning, "A TLS handshake with another node failed ({Reason}). This node goes on.")]
    public static partial void HandshakeFailed(ILogger logger, string reason);
}
