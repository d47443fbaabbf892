using System.Text.Json.Serialization;
using MicroReg.Domain.Nodes;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Journal;

/// <summary>What a node stores about the cluster, besides its records.</summary>
/// <param name="Known">The nodes that it knows.</param>
/// <param name="LastExchange">
/// When this node last had everything that some other node had, in milliseconds since 1970; 0 for never. A node whose last exchange
/// is older than the retention of tombstones cannot tell a record that it missed from one that was unregistered.
/// </param>
/// <param name="Compacted">
/// The compacted origins, with their last sequences: origins that ended and whose changes every node has had for the retention. They
/// have left the vectors. Parts with such a position count as covered.
/// </param>
internal sealed record ClusterFacts(KnownNodes Known, long LastExchange, [property: JsonPropertyName("folded")] VersionVector Compacted)
{
    /// <summary>The facts of a node that has never met another node.</summary>
    public static ClusterFacts None { get; } = new(KnownNodes.None, 0, VersionVector.Empty);
}
