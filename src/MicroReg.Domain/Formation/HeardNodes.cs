using System.Collections.Immutable;

namespace MicroReg.Domain.Formation;

/// <summary>The nodes that are heard, and since when each has been in another cluster. Not thread-safe.</summary>
/// <param name="self">The address of this node.</param>
/// <param name="peerTimeout">A node that was silent for longer is not heard any more: as replication has it.</param>
/// <param name="time">The clock.</param>
internal sealed class HeardNodes(string self, TimeSpan peerTimeout, TimeProvider time)
{
    private readonly Dictionary<string, Entry> _nodes = new(StringComparer.Ordinal);

    /// <summary>Records what a node said about itself.</summary>
    public void Hear(HeardNode node)
    {
        if (node.Address == self)
            return;
        var now = time.GetTimestamp();
        _nodes[node.Address] = new Entry(node, now, _nodes.GetValueOrDefault(node.Address)?.ApartSince);
    }

    /// <summary>The nodes that are heard.</summary>
    /// <param name="members">The members of this node's cluster.</param>
    public ImmutableArray<HeardNode> Recent(ImmutableArray<string> members)
    {
        var now = time.GetTimestamp();
        foreach (var (address, entry) in _nodes.ToList())
        {
            if (time.GetElapsedTime(entry.HeardAt, now) > peerTimeout)
                _nodes.Remove(address);
            else
                _nodes[address] = entry with
                {
                    ApartSince = FormationRules.AreApart(self, members, entry.Node) ? entry.ApartSince ?? now : null,
                };
        }

        return [.. _nodes.Values.Select(
            entry => entry.Node with { ApartFor = entry.ApartSince is { } since ? time.GetElapsedTime(since, now) : null })];
    }

    private sealed record Entry(HeardNode Node, long HeardAt, long? ApartSince);
}
