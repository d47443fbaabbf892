using System.Collections.Immutable;
using System.Text.Json.Serialization;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Replication;

/// <summary>How a known node stands to the cluster.</summary>
public enum NodeState
{
    /// <summary>It has been seen but has not caught up yet; it does not count for a quorum.</summary>
    Joining = 0,

    /// <summary>It counts for a quorum, reachable or not.</summary>
    Counted = 1,

    /// <summary>It left as asked.</summary>
    Left = 2,

    /// <summary>It was given up. Should it come back, it takes a complete copy first.</summary>
    Forgotten = 3,
}

/// <summary>A node that others know, whatever Akka's membership says of it at the moment.</summary>
/// <param name="NodeId">Its lasting id.</param>
/// <param name="Name">The name that its operator gave it.</param>
/// <param name="Address">Host and port of its cluster endpoint when it was last heard.</param>
/// <param name="State">How it stands.</param>
/// <param name="Changed">When that was last written; of two entries the later wins.</param>
public sealed record KnownNode(string NodeId, string Name, string Address, [property: JsonPropertyName("standing")] NodeState State, Stamp Changed);

/// <summary>The nodes that one node knows: a map that merges like the records do, by the later entry. Immutable.</summary>
public sealed class KnownNodes : IEquatable<KnownNodes>
{
    private readonly ImmutableSortedDictionary<string, KnownNode> _nodes;

    private KnownNodes(ImmutableSortedDictionary<string, KnownNode> nodes)
    {
        _nodes = nodes;
        Counted = [.. nodes.Values.Where(node => node.State == NodeState.Counted)];
    }

    /// <summary>Nobody.</summary>
    public static KnownNodes None { get; } = new(ImmutableSortedDictionary.Create<string, KnownNode>(StringComparer.Ordinal));

    /// <summary>Every entry, in the order of the ids.</summary>
    public IEnumerable<KnownNode> All => _nodes.Values;

    /// <summary>The nodes that count for a quorum.</summary>
    public ImmutableArray<KnownNode> Counted { get; }

    /// <summary>The entry of a node, or null.</summary>
    public KnownNode? Find(string nodeId) => _nodes.GetValueOrDefault(nodeId);

    /// <summary>These nodes and an entry, if it is later than the one that is held of its node.</summary>
    public KnownNodes With(KnownNode entry) => With([entry]);

    /// <summary>What whoever knows both knows: commutative, associative and idempotent. The same map if the other adds nothing.</summary>
    public KnownNodes Merge(KnownNodes other) => ReferenceEquals(this, other) ? this : With(other.All);

    /// <summary>Makes the map of entries as they were written.</summary>
    public static KnownNodes Of(IEnumerable<KnownNode> entries) => None.With(entries);

    private KnownNodes With(IEnumerable<KnownNode> entries)
    {
        ImmutableSortedDictionary<string, KnownNode>.Builder? merged = null;
        foreach (var entry in entries)
            if ((merged?.GetValueOrDefault(entry.NodeId) ?? Find(entry.NodeId)) is not { } existing || IsLater(entry, existing))
                (merged ??= _nodes.ToBuilder())[entry.NodeId] = entry;
        return merged is null ? this : new KnownNodes(merged.ToImmutable());
    }

    /// <summary>Two entries of one node with one stamp should not be; if they are, all nodes must still choose the same.</summary>
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
