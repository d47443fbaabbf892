using System.Text.Json.Serialization;
using MicroReg.Domain.Nodes;
using MicroReg.Edge.Instances;
using MicroReg.Edge.Methods;

namespace MicroReg.Edge.Http.Api;

/// <summary>How another known node stands to this one, as this one sees it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Id">The id that stays through restarts.</param>
/// <param name="Address">Where other nodes reach it.</param>
/// <param name="Standing">What it is to the cluster: joining, counted, left or forgotten.</param>
/// <param name="Reachable">Whether this node hears it.</param>
/// <param name="LastHeard">When it was last heard; empty if never.</param>
/// <param name="ChangesBehind">Changes of this node that it does not have on disk yet.</param>
/// <param name="BytesBehind">About how many bytes these are on the wire.</param>
/// <param name="ChangesAhead">Changes that it has and this node has not.</param>
/// <param name="BucketsDiffering">Buckets of records that differed at the last comparison; should be 0.</param>
/// <param name="DifferingSince">Since when buckets differ; empty if none do.</param>
/// <param name="LastCompared">When records were last compared; empty if never.</param>
/// <param name="ClockAheadMilliseconds">How far its clock is ahead of this node's, in milliseconds.</param>
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
