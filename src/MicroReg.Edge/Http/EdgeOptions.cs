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
    /// Whether <c>POST /api/diagnostics/collect</c> exists, default false: a full collection stops the process for a
    /// moment, which only somebody who measures its memory should ask for.
    /// </summary>
    public bool AllowCollect { get; init; }

    /// <summary>How many bytes of memory the store's cache takes now, for diagnostics; null if there is no store.</summary>
    public Func<long>? SqliteCacheBytes { get; init; }
}
