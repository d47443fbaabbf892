using MicroReg.Domain.Ownership;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Tests.Health;

/// <summary>An owner that cannot do its work gives its share away, so that its dead are found.</summary>
public sealed class UnfitOwnerTests
{
    private const int Ttl = 3000;
    private static readonly InstanceAttributes Leased = new() { TtlSeconds = Ttl / 1000, DeregisterAfterSeconds = 3600 };
    private readonly KeeperCluster _cluster = new(nodes: 3);
    private readonly InstanceKey[] _keys;
    private readonly InstanceKey[] _dead;

    public UnfitOwnerTests()
    {
        _keys = [.. Enumerable.Range(1, 30).Select(port => _cluster.Register("orders", port, Leased).Key)];
        var owners = new Rendezvous(_cluster.Nodes.Select(node => node.Id));
        _dead = [.. _keys.Where(key => owners.OwnerOf(key) == Ill.Id).Take(5)];
        foreach (var node in _cluster.Nodes)
            node.Sees = _ => true;
        Live(_keys, 40_000);
    }

    private KeeperNode Ill => _cluster.Nodes[0];

    private InstanceKey[] Living => [.. _keys.Except(_dead)];

    [Fact]
    public void The_dead_of_a_node_that_cannot_write_are_found()
    {
        Ill.RefusesWrites = true;
        Live(Living, 10_000);
        AssertDeadAreFound();
    }

    [Fact]
    public void A_node_that_takes_writes_again_owns_instances_after_a_while()
    {
        Ill.RefusesWrites = true;
        Live(Living, 5000);
        Assert.Equal(0, Ill.Status.Owned);
        Ill.RefusesWrites = false;
        Live(Living, 5000);
        Assert.Equal(0, Ill.Status.Owned);
        Live(Living, 10_000);
        Assert.True(Ill.Status.Owned > 0);
        AssertDeadAreFound();
    }

    [Fact]
    public void The_dead_of_a_node_that_is_not_ready_are_found()
    {
        Ill.Readiness = new Domain.Kernel.Readiness(false, false, "It catches up.");
        Live(Living, 10_000);
        AssertDeadAreFound();
    }

    [Fact]
    public void The_dead_of_a_node_that_restarts_every_few_seconds_are_found()
    {
        for (var round = 0; round < 5; round++)
        {
            Ill.Kill();
            Live(Living, 500);
            Ill.Restart();
            Live(Living, 2500);
        }

        AssertDeadAreFound();
    }

    [Fact]
    public void The_dead_of_a_node_that_is_stopped_every_few_seconds_are_found()
    {
        for (var round = 0; round < 5; round++)
        {
            Ill.IsStopped = true;
            Live(Living, 1500);
            Ill.IsStopped = false;
            Live(Living, 1500);
        }

        AssertDeadAreFound();
        Live(Living, 100);
        Assert.Equal(0, Ill.Status.Owned);
        Live(Living, 75_000);
        Assert.True(Ill.Status.Owned > 0);
    }

    [Fact]
    public void Where_no_node_is_fit_the_shares_stay_as_they_are()
    {
        foreach (var node in _cluster.Nodes)
            node.RefusesWrites = true;
        Live(Living, 5000);
        Assert.Equal(_keys.Length, _cluster.Nodes.Sum(node => node.Status.Owned));
        foreach (var node in _cluster.Nodes)
            node.RefusesWrites = false;
        Live(Living, 5000);
        AssertDeadAreFound();
    }

    [Fact]
    public void A_pause_gives_a_lease_its_own_length_and_no_more()
    {
        var cluster = new KeeperCluster();
        var key = cluster.Register("orders", 1, Leased).Key;
        cluster.Pass(200);
        cluster.Nodes[0].Heartbeat(key);
        var lastBeat = cluster.Now;
        cluster.Pass(2000);
        cluster.Nodes[0].IsStopped = true;
        cluster.Pass(1500);
        cluster.Nodes[0].IsStopped = false;
        cluster.Pass(3000);
        Assert.Equal(InstanceHealth.Failing, cluster.HealthOf(key));
        Assert.InRange(cluster.Written[^1].At - lastBeat, Ttl + 1000, Ttl + 2500);
    }

    private void AssertDeadAreFound()
    {
        Assert.All(_dead, key => Assert.Equal(InstanceHealth.Failing, _cluster.HealthOf(key)));
        Assert.All(Living, key => Assert.Equal(InstanceHealth.Passing, _cluster.HealthOf(key)));
        Assert.DoesNotContain(_cluster.Written, write => write.Health == InstanceHealth.Failing && Living.Contains(write.Key));
    }

    /// <summary>Each of these sends a heartbeat once a second, to the node that it likes best of those that answer.</summary>
    private void Live(InstanceKey[] alive, long milliseconds) => _cluster.Pass(milliseconds, () =>
    {
        for (var number = 0; number < alive.Length; number++)
            if (_cluster.Now % 1000 == number % 10 * 100)
                Enumerable.Range(number, 3).Select(node => _cluster.Nodes[node % 3]).First(node => node.IsRunning).Heartbeat(alive[number]);
    });
}
