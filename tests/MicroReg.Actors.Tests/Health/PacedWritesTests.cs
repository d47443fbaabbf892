using MicroReg.Actors.Health;
using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;

namespace MicroReg.Actors.Tests.Health;

public sealed class PacedWritesTests
{
    private readonly List<SetHealth> _sent = [];
    private readonly PacedWrites _writes;

    public PacedWritesTests() => _writes = new PacedWrites(write => _sent.Add((SetHealth)write));

    [Fact]
    public void Only_so_many_are_under_way_and_the_next_go_as_answers_come()
    {
        for (var port = 1; port <= PacedWrites.Most + 10; port++)
            Add(port, InstanceHealth.Passing);
        Assert.Equal((PacedWrites.Most, 10), (_sent.Count, _writes.Waiting));
        for (var answers = 0; answers < 4; answers++)
            _writes.OnAnswered(now: 1);
        Assert.Equal((PacedWrites.Most + 4, 6), (_sent.Count, _writes.Waiting));
    }

    [Fact]
    public void The_failing_go_before_the_well_and_the_last_finding_of_an_instance_counts()
    {
        for (var port = 1; port <= PacedWrites.Most; port++)
            Add(port, InstanceHealth.Passing);
        Add(5001, InstanceHealth.Passing);
        Add(5002, InstanceHealth.Passing);
        Add(5003, InstanceHealth.Failing);
        Add(5002, InstanceHealth.Failing);
        _sent.Clear();
        for (var answers = 0; answers < 10; answers++)
            _writes.OnAnswered(now: 1);
        Assert.Equal(
            [(5003, InstanceHealth.Failing), (5002, InstanceHealth.Failing), (5001, InstanceHealth.Passing)],
            _sent.Select(write => (write.Key.Port, write.Health)));
    }

    [Fact]
    public void Answers_that_never_come_block_no_writes_for_ever()
    {
        for (var port = 1; port <= PacedWrites.Most + 1; port++)
            Add(port, InstanceHealth.Passing);
        _writes.OnTick(now: 100);
        _writes.OnTick(now: 10_000);
        Assert.Equal(1, _writes.Waiting);
        _writes.OnTick(now: 10_101);
        Assert.Equal(0, _writes.Waiting);
    }

    private void Add(int port, InstanceHealth health)
    {
        var key = new InstanceKey("orders", "127.0.0.1", port);
        _writes.Add(key, new SetHealth(key, default, health));
    }
}
