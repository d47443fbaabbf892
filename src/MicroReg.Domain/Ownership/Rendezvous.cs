using System.Collections.Immutable;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Ownership;

/// <summary>
/// Assigns keys to nodes without communication (rendezvous hashing): each node has a score for each key, and the greatest score owns it.
/// Nodes that see the same nodes agree. A new node takes only the keys that it owns from then on, and the keys of a lost node are spread
/// over all others.
/// </summary>
internal sealed class Rendezvous
{
    private readonly ImmutableArray<(string Id, ulong Hash)> _nodes;

    /// <summary>Assigns keys to these nodes.</summary>
    /// <param name="nodeIds">Their lasting ids, in any order.</param>
    public Rendezvous(IEnumerable<string> nodeIds) =>
        _nodes = [.. nodeIds.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(id => (id, KeyHash.Of(id)))];

    /// <summary>The node that owns a key; null if there are no nodes.</summary>
    public string? OwnerOf(InstanceKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return OwnerOf(KeyHash.Of(key));
    }

    /// <summary>The node that owns the key with this hash; null if there are no nodes.</summary>
    internal string? OwnerOf(ulong hash)
    {
        var (owner, greatest) = ((string?)null, 0ul);
        foreach (var (id, node) in _nodes)
            if (KeyHash.Mix(hash ^ node) is var score && (owner is null || score > greatest))
                (owner, greatest) = (id, score);
        return owner;
    }

    /// <summary>True if this assigns keys to exactly these nodes.</summary>
    public bool IsAmong(IReadOnlyCollection<string> nodeIds) =>
        nodeIds.Count == _nodes.Length && _nodes.All(node => nodeIds.Contains(node.Id));
}
