using MicroReg.Edge.Http.Events;
using MicroReg.Edge.XmlRpc.Http;

namespace MicroReg.Edge.Http;

/// <summary>Settings of everything that a node serves over HTTP.</summary>
internal sealed record EdgeOptions
{
    /// <summary>Settings of the XML-RPC endpoint.</summary>
    public XmlRpcOptions XmlRpc { get; init; } = new();

    /// <summary>Settings of the streams of events.</summary>
    public EventStreamOptions Events { get; init; } = new();

    /// <summary>
    /// Whether <c>POST /api/diagnostics/collect</c> exists. A full collection stops the process for a moment, so only somebody who measures
    /// its memory should allow it. Default: <value>false</value>.
    /// </summary>
    public bool AllowCollect { get; init; }

    /// <summary>Gives the bytes of memory that the store's cache takes now, for diagnostics. Null if there is no store.</summary>
    public Func<long>? SqliteCacheBytes { get; init; }
}
