using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Replication;

/// <summary>A subscriber comes from a node that is ahead, so the changes that it has seen are fetched at once.</summary>
internal sealed class Seeking(ReplicaContext context, PeerTable peers, CatchUps catchUps, HelloExchange hellos)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private VersionVector _sought = VersionVector.Empty;
    private TimeSpan _soughtAt;

    /// <summary>Fetches the changes that a vector covers and this node lacks, from a node that has them.</summary>
    public void Seek(VersionVector vector)
    {
        if (context.Database.Covers(vector))
            return;
        (_sought, _soughtAt) = (_sought.Merge(vector), context.Now);
        foreach (var peer in peers.Reachable().ToArray())
            if (!TryFetchFrom(peer))
                hellos.Ask(peer);
    }

    /// <summary>Fetches what is sought from a node, if it has it.</summary>
    /// <returns>True if the node need not be asked for a Hello.</returns>
    public bool TryFetchFrom(Peer peer)
    {
        if (_sought.IsEmpty || catchUps.IsRunning)
            return false;
        if (context.Database.Covers(_sought) || context.Now - _soughtAt > Patience)
        {
            _sought = VersionVector.Empty;
            return true;
        }

        var has = _sought.Meet(peer.Last.Vector);
        return !context.Database.Covers(has) && catchUps.TryFetch(peer);
    }
}
