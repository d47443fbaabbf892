using System.Collections.Immutable;

namespace MicroReg.Actors.Cluster;

/// <summary>
/// The addresses of the nodes that this one has met. They outlive the actor system: a new one must not take this node
/// for the first of all and form a cluster of its own.
/// </summary>
internal sealed class KnownPeers
{
    private ImmutableHashSet<string> _addresses = [];

    /// <summary>All of them; read by any thread.</summary>
    public ImmutableHashSet<string> Addresses => Volatile.Read(ref _addresses);

    /// <summary>Adds nodes.</summary>
    public void Add(params IEnumerable<string> addresses) =>
        ImmutableInterlocked.Update(ref _addresses, (known, more) => known.Union(more), addresses);
}
