using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace MicroReg.Edge.XmlRpc.Http;

/// <summary>Sets the limits that Kestrel enforces for the XML-RPC endpoint.</summary>
public static class XmlRpcKestrelExtensions
{
    // This many times the body limit is read and discarded after a 413, so that a caller that sends its whole body before it reads gets the
    // answer instead of a reset connection.
    internal const int DrainFactor = 4;

    /// <summary>
    /// Sets <c>MinRequestBodyDataRate</c> (slow senders: 408), <c>RequestHeadersTimeout</c> (408),
    /// <c>MaxRequestHeaderCount</c> and <c>MaxRequestHeadersTotalSize</c> (431) from the options, and
    /// <c>MaxRequestBodySize</c> to the most that the endpoint reads: its own limit, above which it answers 413, and what it discards after
    /// that. Kestrel itself answers long request lines, wrong lengths and broken chunks (414, 400). The <c>Server</c> header is left out.
    /// </summary>
    public static void ConfigureXmlRpcLimits(this KestrelServerOptions kestrel, XmlRpcOptions options)
    {
        ArgumentNullException.ThrowIfNull(kestrel);
        ArgumentNullException.ThrowIfNull(options);
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = (DrainFactor + 1L) * options.Limits.MaxBodyBytes;
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(options.MinBodyBytesPerSecond, options.BodyGracePeriod);
        kestrel.Limits.RequestHeadersTimeout = options.HeadersTimeout;
        kestrel.Limits.MaxRequestHeaderCount = options.MaxHeaderCount;
        kestrel.Limits.MaxRequestHeadersTotalSize = options.MaxHeaderBytes;
    }
}
