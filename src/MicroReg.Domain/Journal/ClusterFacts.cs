using System.Text.Json.Serialization;
using MicroReg.Domain.Nodes;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Journal;

/// <summary>What a node stores about the cluster, besides its records.</summary>
/// <param name="Known">The nodes that it knows.</param>
/// <param name="LastExchange">
/// As of when this node has everything that the cluster had, in milliseconds since 1970; 0 if it never met another node. Only an exchange
/// beside a majority of the counted nodes makes it now. A node that is behind by more than the retention of tombstones cannot tell a
/// record that it missed from one that was unregistered.
/// </param>
/// <param name="Compacted">
/// The compacted origins, with their last sequences: origins that ended and whose changes every node has had for the retention. They
/// have left the vectors. Parts with such a position count as covered.
/// </param>
internal sealed record ClusterFacts(KnownNodes Known, long LastExchange, [property: JsonPropertyName("folded")] VersionVector Compacted)
{
    /// <summary>
    /// True if this node was forgotten, or away for longer than tombstones are kept, and has not replaced its records yet. A restart in the
    /// middle of the copy must not forget it.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool MustReplace { get; init; }

    /// <summary>
    /// The identity of the cluster, made by the node that began it; null before this node belongs to one. Nodes of another cluster are
    /// refused.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string? ClusterId { get; init; }

    /// <summary>
    /// The address at which this node was ready last; null before it was. A copy of the data directory says so of another address than its
    /// own.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string? Home { get; init; }

    /// <summary>What all known nodes have had for the retention, of the origins that are still in the vector; null for nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public VersionVector? Settled { get; init; }

    /// <summary>What becomes settled next; null for nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public VersionVector? Settling { get; init; }

    /// <summary>Since when all known nodes have what becomes settled next, in milliseconds since 1970.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long SettlingSince { get; init; }

    /// <summary>The facts of a node that has never met another node.</summary>
    public static ClusterFacts None { get; } = new(KnownNodes.None, 0, VersionVector.Empty);
}
