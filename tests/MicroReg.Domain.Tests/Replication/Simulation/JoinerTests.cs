using MicroReg.Domain.Replication;

namespace MicroReg.Domain.Tests.Replication.Simulation;

public sealed class JoinerTests
{
    [Fact]
    public void An_empty_node_is_not_ready_before_its_copy_is_complete() => Seeds.ForEach(20, seed =>
    {
        var (cluster, work) = SimulatedCluster.Filled(seed, services: 60, new ReplicationOptions { FrameBytes = 600 });
        work.Start(callsPerSecond: 10);
        cluster.Network.Faults = NetworkFaults.Bad;
        var existing = cluster.Nodes[0].Database.Records.Vector;
        var joiner = seed % 2 == 0 ? cluster.Add() : cluster.Nodes[0];
        joiner.Crash(losesDisk: true);
        joiner.Start();
        for (var end = cluster.Agenda.Now + TimeSpan.FromSeconds(60); !joiner.IsReady && cluster.Agenda.Now < end;)
            cluster.RunFor(0.002);
        Assert.True(joiner.IsReady, joiner.Replica.Readiness.Reason);
        Assert.True(joiner.Database.Covers(existing));
        Observer.AllWell(Observer.BrokenInvariant(cluster));
        work.Stop();
        cluster.StopFaults();
        cluster.RunUntil(() => Observer.Difference(cluster) is null, 60);
        Observer.AllWell(Observer.Difference(cluster));
    });

    [Fact]
    public void On_a_fast_link_several_pages_are_sent_per_request()
    {
        var (requests, pages) = Join(NetworkFaults.None);
        Assert.InRange(pages, 50, 1000);
        Assert.InRange(requests.Count, 1, pages / 3);
        Assert.Equal(CatchUpRequest.MostPages, requests.Max());
    }

    [Fact]
    public void On_a_slow_link_each_page_is_requested_separately()
    {
        var (requests, pages) = Join(new NetworkFaults { Late = 1, Latest = TimeSpan.FromSeconds(0.8) });
        Assert.InRange(pages, 50, 1000);
        Assert.InRange(requests.Max(), 1, 2);
    }

    /// <returns>The number of pages in each request of the joining node, and the number that arrived.</returns>
    private static (List<int> Requests, int Pages) Join(NetworkFaults faults)
    {
        var (cluster, _) = SimulatedCluster.Filled(seed: 1, services: 200, new ReplicationOptions { FrameBytes = 600 });
        var (requests, pages) = (new List<int>(), 0);
        cluster.Network.Faults = faults;
        cluster.Network.Sent = (_, _, message) =>
        {
            if (message is CatchUpRequest request)
                requests.Add(request.Pages);
            pages += message is CatchUpPage ? 1 : 0;
        };
        var joiner = cluster.Add();
        joiner.Start();
        Assert.True(cluster.RunUntil(() => joiner.IsReady, 200));
        return (requests, pages);
    }
}
