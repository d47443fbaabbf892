using MicroReg.Domain.Replication;

namespace MicroReg.Domain.Tests.Replication;

public sealed class PushStreamTests
{
    private static readonly TimeSpan Now = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_new_peer_is_sent_the_changes_beyond_its_vector()
    {
        var stream = Heard(seen: 5, durable: 3);
        Assert.Equal((5, 5, 3), (stream.Sent, stream.Seen, stream.Durable));
    }

    [Fact]
    public void A_restarted_peer_begins_at_its_durable_sequence()
    {
        var stream = Heard(seen: 5, durable: 5);
        Send(stream, 6, 7, 8);
        stream.Hear(Peers.HelloOf("b", run: 2, seen: 4, durable: 4), Peers.Self, isNewRun: true);
        Assert.Equal((4, 4, 4, 0), (stream.Sent, stream.Seen, stream.Durable, stream.InFlight));
    }

    [Fact]
    public void Reordered_acknowledgements_never_move_a_peer_back()
    {
        var stream = Heard();
        Send(stream, 1, 2, 3);
        stream.OnAcknowledged(Acknowledged(seen: 3, durable: 2), Now);
        stream.OnAcknowledged(Acknowledged(seen: 1, durable: 0), Now);
        Assert.Equal((3, 3, 2, 0), (stream.Sent, stream.Seen, stream.Durable, stream.InFlight));
    }

    [Fact]
    public void A_gap_causes_one_resend_however_often_it_is_reported()
    {
        var stream = Heard();
        Send(stream, 1, 2, 3, 4);
        stream.OnAcknowledged(Acknowledged(seen: 1, isGap: true), Now);
        Assert.Equal((1, 0), (stream.Sent, stream.InFlight));
        Send(stream, 2, 3, 4);
        stream.OnAcknowledged(Acknowledged(seen: 1, isGap: true), Now);
        Assert.Equal((4, 3), (stream.Sent, stream.InFlight));
        stream.AllowGaps();
        stream.OnAcknowledged(Acknowledged(seen: 1, isGap: true), Now);
        Assert.Equal((1, 0), (stream.Sent, stream.InFlight));
    }

    [Fact]
    public void An_incomplete_frame_is_confirmed_once_its_successors_are_there()
    {
        var stream = Heard();
        stream.OnSent(3, isComplete: false, hasAll: true, Now);
        stream.OnSent(9, isComplete: false, hasAll: false, Now);
        stream.OnSent(12, isComplete: false, hasAll: true, Now);
        stream.OnSent(15, isComplete: true, hasAll: false, Now);
        foreach (var (durable, confirmed) in new[] { (3L, 3L), (9, 3), (12, 3), (15, 15) })
        {
            stream.OnAcknowledged(Acknowledged(seen: 15, durable), Now);
            stream.UpdateConfirmed(last: 20);
            Assert.Equal((confirmed, 15), (stream.Confirmed, stream.ConfirmedInMemory));
        }
    }

    [Fact]
    public void A_peer_with_the_last_change_has_confirmed_everything()
    {
        var stream = Heard(durable: 7);
        stream.UpdateConfirmed(last: 8);
        Assert.Equal(0, stream.Confirmed);
        stream.UpdateConfirmed(last: 7);
        Assert.Equal(7, stream.Confirmed);
    }

    [Fact]
    public void Nothing_is_confirmed_from_a_write_on_whose_successor_the_peer_may_lack()
    {
        var stream = Heard();
        Send(stream, 5, 9);
        stream.OnAcknowledged(Acknowledged(seen: 9, durable: 9), Now);
        stream.UpdateConfirmed(last: 9, most: 3);
        Assert.Equal(3, stream.Confirmed);
        stream.UpdateConfirmed(last: 12, most: 7);
        Assert.Equal(7, stream.Confirmed);
        stream.UpdateConfirmed(last: 12);
        Assert.Equal(9, stream.Confirmed);
    }

    private static PushStream Heard(long seen = 0, long durable = 0)
    {
        var stream = new PushStream();
        stream.Hear(Peers.HelloOf("b", seen: seen, durable: durable), Peers.Self, isNewRun: false);
        return stream;
    }

    private static void Send(PushStream stream, params long[] ends)
    {
        foreach (var end in ends)
            stream.OnSent(end, isComplete: true, hasAll: true, Now);
    }

    private static PushAcknowledgement Acknowledged(long seen, long durable = 0, bool isGap = false) =>
        new(Peers.Self, seen, durable, isGap);
}
