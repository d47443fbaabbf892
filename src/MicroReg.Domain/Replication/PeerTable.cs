namespace MicroReg.Domain.Replication;

/// <summary>The other nodes that were heard in this run.</summary>
internal sealed class PeerTable(ReplicaContext context)
{
    private readonly Dictionary<string, Peer> _peers = new(StringComparer.Ordinal);

    public IEnumerable<Peer> All => _peers.Values;

    public Peer? Find(string nodeId) => _peers.GetValueOrDefault(nodeId);

    public Peer? At(string address)
    {
        foreach (var peer in _peers.Values)
            if (peer.Address == address)
                return peer;
        return null;
    }

    public void Add(Peer peer) => _peers.Add(peer.NodeId, peer);

    public void Remove(Peer peer) => _peers.Remove(peer.NodeId);

    public bool IsReachable(Peer peer) => peer.IsReachable(context.Now, context.Options);

    public bool IsReachable(string nodeId) => Find(nodeId) is { } peer && IsReachable(peer);

    public IEnumerable<Peer> Reachable()
    {
        var now = context.Now;
        return _peers.Values.Where(peer => peer.IsReachable(now, context.Options));
    }
}
