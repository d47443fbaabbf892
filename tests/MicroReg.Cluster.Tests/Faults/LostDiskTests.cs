using MicroReg.Testing.Nodes;

namespace MicroReg.Cluster.Tests.Faults;

/// <summary>A node that comes back without its disk.</summary>
public sealed class LostDiskTests
{
    private static readonly TimeSpan MostUntilReady = TimeSpan.FromSeconds(25);

    [Fact]
    public async Task A_joiner_is_answered_by_nodes_that_were_stopped_when_it_came()
    {
        await using var cluster = await TestCluster.StartAsync(new ClusterShape(3, HasOwnNetwork: false));
        var (others, victim) = (cluster.Nodes.Take(2).ToList(), cluster.Nodes[2]);
        await victim.KillAsync();
        victim.EraseData();
        await Patience.LastAsync(TimeSpan.FromSeconds(0.3));
        others.ForEach(node => node.Pause());
        victim.Launch();
        await Patience.LastAsync(TimeSpan.FromSeconds(1.2));
        others.ForEach(node => node.Resume());
        await victim.ReadyAsync().WaitAsync(MostUntilReady);
    }
}
