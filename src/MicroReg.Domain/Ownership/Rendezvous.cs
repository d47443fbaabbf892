using System.Collections.Immutable;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Ownership;

/// <summary>
/// Divides keys among nodes without a word between them: each node has a score for each key, and the one with the
/// greatest owns it (rendezvous hashing). Nodes that see the same nodes agree; a node that comes takes only what it owns from
/// then on, and what a node owned that goes is spread over all others.
/// </summary>
public sealed class Rendezvous
{
    private readonly ImmutableArray<(string Id, ulong Hash)> _nodes;

    /// <summary>Divides keys among these nodes.</summary>
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

    /// <summary>True if this divides keys among just these nodes.</summary>
    public bool IsAmong(IReadOnlyCollection<string> nodeIds) => nodeIds.Count == _nodes.Length && _nodes.All(node => nodeIds.Contains(node.Id));
}
