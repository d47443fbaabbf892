using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Replication;

// Seeking: a subscriber comes from a node that was ahead, so what it has seen is fetched at once instead of in the next round.
public sealed partial class Replica
{
    private static readonly TimeSpan SeekPatience = TimeSpan.FromSeconds(2);

    private VersionVector _sought = VersionVector.Empty;
    private TimeSpan _soughtAt;

    /// <summary>
    /// The last sequence of this run that another node has, on disk or in memory, with whatever superseded what came before; the
    /// greatest number while no node is reachable that takes changes.
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

    /// <summary>Fetches what a vector covers and this node has not seen, from whoever says that it has it.</summary>
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

    /// <summary>True if nothing more need be asked of the node.</summary>
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

    /// <summary>One that takes a copy of everything first is sent nothing.</summary>
    private static bool TakesPushes(Peer peer) => peer.Last is { IsReady: true } or { HasData: true };
}
