using MicroReg.Domain.Database;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Nodes;
using MicroReg.Domain.Replication;
using MicroReg.Domain.Rules;

namespace MicroReg.Domain.Tests.Replication;

public sealed class PendingWritesTests
{
    private readonly AnswersOnly _host = new();
    private readonly Dictionary<string, Peer> _peers = [];

    [Fact]
    public void A_majority_is_taken_from_the_nodes_counted_at_the_commit()
    {
        var writes = Waiting(AcknowledgementLevel.Majority, Peers.Known("self", "b", "c", "d"));
        Hear("b", durable: 1);
        Hear("c", durable: 0);
        Settle(writes, TimeSpan.Zero);
        Assert.Empty(_host.Answers);
        Hear("c", durable: 1);
        Settle(writes, TimeSpan.Zero);
        Assert.Equal([true], _host.Answers);
    }

    [Fact]
    public void A_joining_node_is_not_part_of_the_majority()
    {
        var writes = Waiting(AcknowledgementLevel.Majority, Peers.Known("b", "c", "d"));
        Hear("b", durable: 1);
        Hear("c", durable: 0);
        Settle(writes, TimeSpan.Zero);
        Assert.Empty(_host.Answers);
        Hear("c", durable: 1);
        Settle(writes, TimeSpan.Zero);
        Assert.Equal([true], _host.Answers);
    }

    [Fact]
    public void A_write_whose_level_became_impossible_is_answered_at_once()
    {
        var writes = Waiting(AcknowledgementLevel.All, Peers.Known("self", "b", "c"));
        Hear("b", durable: 1);
        Settle(writes, TimeSpan.Zero);
        Assert.Equal([false], _host.Answers);
        Assert.Equal(1, writes.Degraded);
    }

    [Fact]
    public void A_write_whose_level_is_not_met_is_answered_at_its_deadline()
    {
        var writes = Waiting(AcknowledgementLevel.All, Peers.Known("self", "b"));
        Hear("b", durable: 0);
        Settle(writes, TimeSpan.FromSeconds(1.9));
        Assert.Empty(_host.Answers);
        Settle(writes, TimeSpan.FromSeconds(2));
        Assert.Equal([false], _host.Answers);
    }

    private PendingWrites Waiting(AcknowledgementLevel level, KnownNodes known)
    {
        var writes = new PendingWrites("self", _host);
        writes.Add(new PendingWrite(1, level, known, TimeSpan.FromSeconds(2), "ticket"));
        return writes;
    }

    private void Hear(string node, long durable)
    {
        var hello = Peers.HelloOf(node, durable: durable);
        _peers[node] = new Peer(hello);
        _peers[node].Hear(hello, Peers.Self);
        _peers[node].Stream.UpdateConfirmed(last: 1);
    }

    private void Settle(PendingWrites writes, TimeSpan now) => writes.Settle(now, _peers.GetValueOrDefault, _ => true);

    private sealed class AnswersOnly : IReplicaHost
    {
        public List<bool> Answers { get; } = [];

        public void Send(string address, ReplicationMessage message) => throw new NotSupportedException();

        public int SizeOf(PartChange change) => throw new NotSupportedException();

        public void Ask(DatabaseRequest request) => throw new NotSupportedException();

        public void WakeIn(TimeSpan delay) => throw new NotSupportedException();

        public void Answer(object ticket, Acknowledged outcome) => Answers.Add(outcome.IsMet);

        public void Log(LogSeverity level, string text, params object[] values) => throw new NotSupportedException();
    }
}
