using MicroReg.Chaos.Scenarios;
using Xunit.Abstractions;

namespace MicroReg.Cluster.Tests.Faults;

/// <summary>Faults of processes: killed, stopped, restarted, with a wrong clock.</summary>
public sealed class ProcessFaultTests(SharedCluster cluster, ITestOutputHelper output) : IClassFixture<SharedCluster>
{
    [Fact]
    public Task Nothing_is_lost_when_one_node_is_killed_under_load() => cluster.PassAsync(new KillOneNode(), seed: 101, output);

    [Fact]
    public Task Nothing_is_lost_when_all_nodes_are_killed_at_once_under_load() => cluster.PassAsync(new KillAllNodes(), seed: 102, output);

    [Fact]
    public Task A_node_that_was_paused_catches_up_and_holds_nobody_up() => cluster.PassAsync(new PauseOneNode(), seed: 103, output);

    [Fact]
    public Task Nodes_are_restarted_one_after_another_under_load() => cluster.PassAsync(new RollingRestart(), seed: 104, output);

    [Fact]
    public Task A_node_whose_clock_is_wrong_refuses_writes_and_the_others_go_on() => cluster.PassAsync(new ClockAhead(), seed: 105, output);

    [Fact]
    public Task A_node_without_its_disk_tells_nobody_that_something_is_not_registered() =>
        cluster.PassAsync(new LostDisk(), seed: 106, output);
}
