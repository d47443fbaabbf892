using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Replication;

// Seeking: a subscriber comes from a node that is ahead, so the changes that it has seen are fetched at once.
internal sealed partial class Replica
{
    private static readonly TimeSpan SeekPatience = TimeSpan.FromSeconds(2);

    private VersionVector _sought = VersionVector.Empty;
    private TimeSpan _soughtAt;

    /// <summary>
    /// The last sequence of this run that some other node has confirmed, on disk or in memory; the greatest number while no node that
    /// takes pushes is reachable.
    /// </summary>
    public long ConfirmedElsewhere
    {
        get
        {
            var (now, confirmed) = (Now, -1L);
            foreach (var peer in _peers.Values)
                if (peer.IsReachable(now, _options) && TakesPushes(peer))
                    confirmed = Math.Max(confirmed, Math.Max(peer.Confirmed, peer.ConfirmedInMemory));
            return confirmed < 0 ? long.MaxValue : confirmed;
        }
    }

    /// <summary>Fetches the changes that a vector covers and this node lacks, from a node that has them.</summary>
    public void Seek(VersionVector vector)
    {
        if (_database.Covers(vector))
            return;
        (_sought, _soughtAt) = (_sought.Merge(vector), Now);
        var hello = MakeHello(wantsAnswer: true);
        foreach (var peer in Reachable().ToArray())
            if (!TryFetchFrom(peer))
                _host.Send(peer.Address, hello);
    }

    /// <summary>True if the node need not be asked for a Hello.</summary>
    private bool TryFetchFrom(Peer peer)
    {
        if (_sought.IsEmpty || _catchUp is not null)
            return false;
        if (_database.Covers(_sought) || Now - _soughtAt > SeekPatience)
        {
            _sought = VersionVector.Empty;
            return true;
        }

        if (IsAway || !_hasCaughtUp || NeedsCopy || !HasExchangeWith(peer))
            return false;
        var has = _sought.Meet(peer.Last.Vector);
        if (_database.Covers(has))
            return false;
        BeginCatchUp(peer, CatchUpKind.Changes);
        return true;
    }

    /// <summary>A node that will take a complete copy first gets no pushes.</summary>
    private static bool TakesPushes(Peer peer) => peer.Last is { IsReady: true } or { HasData: true };
}
