using System.Text.Json.Serialization;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Replication;

/// <summary>What a node keeps on disk about the cluster, beside its records.</summary>
/// <param name="Known">The nodes that it knows.</param>
/// <param name="LastExchange">
/// When it last held all that some other node held, in milliseconds since 1970; 0 for never. A node whose last exchange
/// is older than the retention of tombstones can't tell a record that it missed from one that was unregistered.
/// </param>
/// <param name="Compacted">
/// The ended origins whose changes everybody has had for long, with their last sequences. They are gone from the
/// vectors; parts with such a position count as covered.
/// </param>
public sealed record ClusterFacts(KnownNodes Known, long LastExchange, [property: JsonPropertyName("folded")] VersionVector Compacted)
{
    /// <summary>The facts of a node that has never met another one.</summary>
    public static ClusterFacts None { get; } = new(KnownNodes.None, 0, VersionVector.Empty);
}
