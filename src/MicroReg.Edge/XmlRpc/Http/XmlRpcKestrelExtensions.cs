using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace MicroReg.Edge.XmlRpc.Http;

/// <summary>Sets the limits that Kestrel keeps on behalf of the XML-RPC endpoint.</summary>
public static class XmlRpcKestrelExtensions
{
    // How many times the body limit is read and thrown away after a 413, so that a caller that sends its whole body
    // before it reads gets to see the answer instead of a reset connection.
    internal const int DrainFactor = 4;

    /// <summary>
    /// Sets <c>MinRequestBodyDataRate</c> (slow senders: 408), <c>RequestHeadersTimeout</c> (408),
    /// <c>MaxRequestHeaderCount</c> and <c>MaxRequestHeadersTotalSize</c> (431) from the options, and
    /// <c>MaxRequestBodySize</c> to what the endpoint reads at most: its own limit, which it answers with 413, and what it throws away
    /// after that. Request lines, wrong lengths and broken chunks are Kestrel's own (414, 400). The <c>Server</c>
    /// header is left out.
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
