using System.Collections.Immutable;
using System.Text.Json.Serialization;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Nodes;

/// <summary>The state of a known node in the cluster.</summary>
public enum NodeState
{
    /// <summary>The node has been seen but has not caught up yet. It does not count for a quorum.</summary>
    Joining = 0,

    /// <summary>The node counts for a quorum, reachable or not.</summary>
    Counted = 1,

    /// <summary>The node left in an orderly way.</summary>
    Left = 2,

    /// <summary>The node was given up. If it comes back, it takes a complete copy first.</summary>
    Forgotten = 3,
}

/// <summary>A node that replication knows, whatever Akka.Cluster says about it at the moment.</summary>
/// <param name="NodeId">Its lasting id.</param>
/// <param name="Name">The name that its operator gave it.</param>
/// <param name="Address">Host and port of its cluster endpoint when it was last heard.</param>
/// <param name="State">Its state.</param>
/// <param name="Changed">When the entry was last written. The later of two entries wins.</param>
public sealed record KnownNode(
    string NodeId, string Name, string Address, [property: JsonPropertyName("standing")] NodeState State, Stamp Changed);

/// <summary>The nodes that one node knows: a map that merges as records do, by the later entry. Immutable.</summary>
public sealed class KnownNodes : IEquatable<KnownNodes>
{
    private readonly ImmutableSortedDictionary<string, KnownNode> _nodes;

    private KnownNodes(ImmutableSortedDictionary<string, KnownNode> nodes)
    {
        _nodes = nodes;
        Counted = [.. nodes.Values.Where(node => node.State == NodeState.Counted)];
    }

    /// <summary>No nodes.</summary>
    public static KnownNodes None { get; } = new(ImmutableSortedDictionary.Create<string, KnownNode>(StringComparer.Ordinal));

    /// <summary>All entries, ordered by id.</summary>
    public IEnumerable<KnownNode> All => _nodes.Values;

    /// <summary>The nodes that count for a quorum.</summary>
    public ImmutableArray<KnownNode> Counted { get; }

    /// <summary>The entry of a node, or null.</summary>
    public KnownNode? Find(string nodeId) => _nodes.GetValueOrDefault(nodeId);

    /// <summary>These nodes with an entry, if it is later than the existing one of its node.</summary>
    public KnownNodes With(KnownNode entry) => With([entry]);

    /// <summary>Merges two maps: commutative, associative and idempotent. Returns the same object if the other adds nothing.</summary>
    public KnownNodes Merge(KnownNodes other) => ReferenceEquals(this, other) ? this : With(other.All);

    /// <summary>Makes a map of entries.</summary>
    public static KnownNodes Of(IEnumerable<KnownNode> entries) => None.With(entries);

    private KnownNodes With(IEnumerable<KnownNode> entries)
    {
        ImmutableSortedDictionary<string, KnownNode>.Builder? merged = null;
        foreach (var entry in entries)
            if ((merged?.GetValueOrDefault(entry.NodeId) ?? Find(entry.NodeId)) is not { } existing || IsLater(entry, existing))
                (merged ??= _nodes.ToBuilder())[entry.NodeId] = entry;
        return merged is null ? this : new KnownNodes(merged.ToImmutable());
    }

    /// <summary>
    /// Two different entries of a node should never have the same stamp. If they do, all nodes must still choose the same one.
    /// </summary>
    private static bool IsLater(KnownNode entry, KnownNode existing)
    {
        if (ReferenceEquals(entry, existing))
            return false;
        var order = entry.Changed.CompareTo(existing.Changed);
        order = order != 0 ? order : entry.State.CompareTo(existing.State);
        order = order != 0 ? order : string.CompareOrdinal(entry.Address, existing.Address);
        return (order != 0 ? order : string.CompareOrdinal(entry.Name, existing.Name)) > 0;
    }

    /// <inheritdoc />
    public bool Equals(KnownNodes? other) => other is not null && _nodes.Values.SequenceEqual(other._nodes.Values);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as KnownNodes);

    /// <inheritdoc />
    public override int GetHashCode() => _nodes.Values.Aggregate(0, (hash, node) => HashCode.Combine(hash, node));
}
