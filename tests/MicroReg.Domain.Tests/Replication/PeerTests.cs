using MicroReg.Domain.Replication;

namespace MicroReg.Domain.Tests.Replication;

public sealed class PeerTests
{
    private static readonly TimeSpan Now = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_new_peer_is_sent_the_changes_beyond_its_vector()
    {
        var peer = Heard(seen: 5, durable: 3);
        Assert.Equal((5, 5, 3), (peer.Sent, peer.Seen, peer.Durable));
    }

    [Fact]
    public void A_restarted_peer_begins_at_its_durable_sequence()
    {
        var peer = Heard(seen: 5, durable: 5);
        Send(peer, 6, 7, 8);
        peer.Hear(Peers.HelloOf("b", run: 2, seen: 4, durable: 4), Peers.Self);
        Assert.Equal((4, 4, 4, 0), (peer.Sent, peer.Seen, peer.Durable, peer.InFlight));
        Assert.True(peer.SeenBefore.IsEmpty);
    }

    [Fact]
    public void Reordered_acknowledgements_never_move_a_peer_back()
    {
        var peer = Heard();
        Send(peer, 1, 2, 3);
        peer.OnAcknowledged(Acknowledged(seen: 3, durable: 2), Now);
        peer.OnAcknowledged(Acknowledged(seen: 1, durable: 0), Now);
        Assert.Equal((3, 3, 2, 0), (peer.Sent, peer.Seen, peer.Durable, peer.InFlight));
    }

    [Fact]
    public void A_gap_causes_one_resend_however_often_it_is_reported()
    {
        var peer = Heard();
        Send(peer, 1, 2, 3, 4);
        peer.OnAcknowledged(Acknowledged(seen: 1, isGap: true), Now);
        Assert.Equal((1, 0), (peer.Sent, peer.InFlight));
        Send(peer, 2, 3, 4);
        peer.OnAcknowledged(Acknowledged(seen: 1, isGap: true), Now);
        Assert.Equal((4, 3), (peer.Sent, peer.InFlight));
        peer.AllowGaps();
        peer.OnAcknowledged(Acknowledged(seen: 1, isGap: true), Now);
        Assert.Equal((1, 0), (peer.Sent, peer.InFlight));
    }

    [Fact]
    public void An_incomplete_frame_is_confirmed_once_its_successors_are_there()
    {
        var peer = Heard();
        peer.OnSent(3, isComplete: false, hasAll: true, Now);
        peer.OnSent(9, isComplete: false, hasAll: false, Now);
        peer.OnSent(12, isComplete: false, hasAll: true, Now);
        peer.OnSent(15, isComplete: true, hasAll: false, Now);
        foreach (var (durable, confirmed) in new[] { (3L, 3L), (9, 3), (12, 3), (15, 15) })
        {
            peer.OnAcknowledged(Acknowledged(seen: 15, durable), Now);
            peer.UpdateConfirmed(last: 20);
            Assert.Equal((confirmed, 15), (peer.Confirmed, peer.ConfirmedInMemory));
        }
    }

    [Fact]
    public void A_peer_with_the_last_change_has_confirmed_everything()
    {
        var peer = Heard(durable: 7);
        peer.UpdateConfirmed(last: 8);
        Assert.Equal(0, peer.Confirmed);
        peer.UpdateConfirmed(last: 7);
        Assert.Equal(7, peer.Confirmed);
    }

    [Fact]
    public void Clock_skew_is_taken_from_the_fastest_of_five_hellos()
    {
        var peer = Heard();
        peer.CompareClocks(-3_000);
        peer.CompareClocks(-20);
        Assert.Equal(-20, peer.ClockAhead);
        for (var later = 0; later < 4; later++)
            peer.CompareClocks(-4_000);
        Assert.Equal(-20, peer.ClockAhead);
        peer.CompareClocks(-4_000);
        Assert.Equal(-4_000, peer.ClockAhead);
    }

    [Fact]
    public void A_peer_is_unreachable_after_the_timeout_of_silence()
    {
        var (peer, options) = (Heard(), new ReplicationOptions());
        peer.HeardAt = Now;
        Assert.True(peer.IsReachable(Now + options.PeerTimeout, options));
        Assert.False(peer.IsReachable(Now + options.PeerTimeout + TimeSpan.FromTicks(1), options));
    }

    private static Peer Heard(long seen = 0, long durable = 0)
    {
        var hello = Peers.HelloOf("b", seen: seen, durable: durable);
        var peer = new Peer(hello);
        peer.Hear(hello, Peers.Self);
        return peer;
    }

    private static void Send(Peer peer, params long[] ends)
    {
        foreach (var end in ends)
            peer.OnSent(end, isComplete: true, hasAll: true, Now);
    }

    private static PushAcknowledgement Acknowledged(long seen, long durable = 0, bool isGap = false) =>
        new(Peers.Self, seen, durable, isGap);
}
