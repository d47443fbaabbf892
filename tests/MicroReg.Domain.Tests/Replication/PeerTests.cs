using MicroReg.Domain.Replication;

namespace MicroReg.Domain.Tests.Replication;

public sealed class PeerTests
{
    private static readonly TimeSpan Now = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_restarted_peer_begins_at_its_durable_sequence()
    {
        var peer = Heard();
        peer.Stream.OnSent(6, isComplete: true, hasAll: true, Now);
        peer.Hear(Peers.HelloOf("b", run: 2, seen: 4, durable: 4), Peers.Self);
        Assert.Equal((4, 0), (peer.Stream.Sent, peer.Stream.InFlight));
        Assert.True(peer.SeenBefore.IsEmpty);
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

    private static Peer Heard()
    {
        var hello = Peers.HelloOf("b");
        var peer = new Peer(hello);
        peer.Hear(hello, Peers.Self);
        return peer;
    }
}
