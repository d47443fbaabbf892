using MicroReg.XmlRpc;

namespace MicroReg.Edge.XmlRpc.Http;

/// <summary>Settings of the XML-RPC endpoint.</summary>
public sealed record XmlRpcOptions
{
    /// <summary>The limits of one request.</summary>
    public XmlRpcLimits Limits { get; init; } = XmlRpcLimits.Default;

    /// <summary>
    /// The least size in bytes of an answer that is compressed for a caller that accepts gzip. Below it compressing costs more than
    /// sending. Default: <value>4,096</value>.
    /// </summary>
    public int CompressionThreshold { get; init; } = 4096;

    /// <summary>
    /// The lowest rate at which a request body may arrive, in bytes a second. Default: <value>240</value>, as in Kestrel.
    /// </summary>
    public double MinBodyBytesPerSecond { get; init; } = 240;

    /// <summary>
    /// How long a body may be slower than that at its start. At least 1 second, Kestrel's tick. Default: <value>5 seconds</value>.
    /// </summary>
    public TimeSpan BodyGracePeriod { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the header of a request may take. Default: <value>15 seconds</value>.</summary>
    public TimeSpan HeadersTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The most header lines of a request; clients send about ten. Default: <value>64</value>.</summary>
    public int MaxHeaderCount { get; init; } = 64;

    /// <summary>The most bytes of all header lines together. Default: <value>16 KiB</value>.</summary>
    public int MaxHeaderBytes { get; init; } = 16 * 1024;
}
