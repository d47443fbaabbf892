using MicroReg.Domain.Replication;

namespace MicroReg.Domain.Tests.Replication.Simulation;

/// <summary>A slow disk (a checkpoint, a busy neighbour) delays acknowledgements, and must delay nothing else.</summary>
public sealed class SlowDiskTests
{
    [Fact]
    public void Changes_are_visible_at_once_at_a_node_whose_disk_is_stuck()
    {
        var (cluster, work) = SimulatedCluster.Filled(1, services: 0);
        var (writer, reader) = (cluster.Nodes[0], cluster.Nodes[1]);
        reader.SlowDisk(TimeSpan.FromSeconds(2));
        foreach (var number in Enumerable.Range(0, 50))
        {
            work.Call(writer, $"svc{number}", 3);
            cluster.RunFor(0.004);
            work.Call(writer, $"other{number}", 3);
            cluster.RunFor(0.026);
            Assert.NotNull(reader.Database.View.Find($"other{number}"));
        }
    }

    [Fact]
    public void Acknowledgements_still_wait_for_the_disk()
    {
        var (cluster, work) = SimulatedCluster.Filled(1, services: 0);
        cluster.Nodes[1].SlowDisk(TimeSpan.FromSeconds(1));
        cluster.Nodes[2].SlowDisk(TimeSpan.FromSeconds(1));
        work.Call(cluster.Nodes[0], "orders", 3);
        cluster.RunFor(0.9);
        Assert.NotNull(cluster.Nodes[1].Database.View.Find("orders"));
        Assert.Null(work.Attempts[0].IsMet);
        cluster.RunFor(0.3);
        Assert.True(work.Attempts[0].IsMet);
    }

    [Fact]
    public void Changes_are_batched_while_two_frames_are_in_flight()
    {
        var (cluster, work) = SimulatedCluster.Filled(1, services: 0);
        var pushes = 0;
        cluster.Network.Sent = (from, to, message) => pushes += message is Push && to == cluster.Nodes[1].Address ? 1 : 0;
        cluster.Nodes[1].SlowDisk(TimeSpan.FromMilliseconds(200));
        foreach (var number in Enumerable.Range(0, 100))
        {
            for (var call = 0; call < 5; call++)
                work.Call(cluster.Nodes[0], $"svc{number}-{call}", 3);
            cluster.RunFor(0.001);
        }

        Assert.InRange(pushes, 2, 60);
    }
}
