using MicroReg.XmlRpc;

namespace MicroReg.Edge.XmlRpc.Http;

/// <summary>Settings of the XML-RPC endpoint.</summary>
public sealed record XmlRpcOptions
{
    /// <summary>What one request may ask for.</summary>
    public XmlRpcLimits Limits { get; init; } = XmlRpcLimits.Default;

    /// <summary>
    /// From how many bytes on an answer is compressed for a caller that accepts gzip, default 4,096. Below it
    /// compressing costs more than sending.
    /// </summary>
    public int CompressionThreshold { get; init; } = 4096;

    /// <summary>The slowest that a request body may come, in bytes a second, default 240 (Kestrel's own).</summary>
    public double MinBodyBytesPerSecond { get; init; } = 240;

    /// <summary>How long a body may be slower than that at its start, default 5 s; at least 1 s, Kestrel's tick.</summary>
    public TimeSpan BodyGracePeriod { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the header of a request may take, default 15 s.</summary>
    public TimeSpan HeadersTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How many header lines a request may have, default 64; clients send about ten.</summary>
    public int MaxHeaderCount { get; init; } = 64;

    /// <summary>How many bytes the header lines may have in all, default 16 KiB.</summary>
    public int MaxHeaderBytes { get; init; } = 16 * 1024;
}
