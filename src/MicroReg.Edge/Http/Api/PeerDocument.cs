using System.Text.Json.Serialization;
using MicroReg.Domain.Replication;
using MicroReg.Edge.Instances;
using MicroReg.Edge.Methods;

namespace MicroReg.Edge.Http.Api;

/// <summary>How another known node stands to this one, as this one sees it.</summary>
internal sealed record PeerDocument(
    string Name,
    string Id,
    string Address,
    string Standing,
    bool Reachable,
    [property: JsonPropertyName("last_heard")] string LastHeard,
    [property: JsonPropertyName("changes_behind")] long ChangesBehind,
    [property: JsonPropertyName("bytes_behind")] long BytesBehind,
    [property: JsonPropertyName("changes_ahead")] long ChangesAhead,
    [property: JsonPropertyName("buckets_differing")] int BucketsDiffering,
    [property: JsonPropertyName("differing_since")] string DifferingSince,
    [property: JsonPropertyName("last_compared")] string LastCompared,
    [property: JsonPropertyName("clock_ahead_ms")] long ClockAheadMilliseconds)
{
    public static PeerDocument Of(PeerStatus peer) => new(
        peer.Name,
        peer.NodeId,
        peer.Address,
        NodeStateWords.Of(peer.State),
        peer.IsReachable,
        Timestamps.Iso(peer.LastHeard),
        peer.ChangesBehind,
        peer.BytesBehind,
        peer.ChangesAhead,
        peer.BucketsDiffering,
        Timestamps.Iso(peer.DifferingSince),
        Timestamps.Iso(peer.LastCompared),
        peer.ClockAheadMilliseconds);
}
