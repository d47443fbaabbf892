using MicroReg.Domain.Replication;
using MicroReg.Domain.Rules;

namespace MicroReg.Domain.Tests.Replication.Simulation;

/// <summary>Who belongs to a cluster, and who is who: other clusters, old backups, copied data directories.</summary>
public sealed class IdentityTests
{
    private static readonly ReplicationOptions Forgetful =
        new() { Retention = TimeSpan.FromSeconds(60), ForgetAfter = TimeSpan.FromSeconds(900) };

    [Fact]
    public void A_node_of_another_cluster_at_the_address_of_a_former_node_is_refused() => Seeds.ForEach(6, seed =>
    {
        var (cluster, work) = SimulatedCluster.Filled(seed, services: 3);
        cluster.Nodes[1].Crash();
        var stranger = cluster.AddApart(cluster.Nodes[1].Name);
        stranger.Start();
        cluster.RunFor(2);
        work.Call(stranger, "staging", 3, AcknowledgementLevel.Local);
        cluster.RunFor(20);
        cluster.Nodes[0].Crash();
        cluster.Nodes[0].Start();
        cluster.RunFor(30);
        Assert.All([cluster.Nodes[0], cluster.Nodes[2]], node =>
        {
            Assert.True(node.IsReady);
            Assert.Equal(3, node.Database.View.InstanceCount);
            Assert.Null(node.Replica.Describe().Known.Find(stranger.Disk.NodeId));
            Assert.Contains(node.Notes, note => note.Contains("belongs to another cluster"));
        });
        Assert.Equal(1, stranger.Database.View.InstanceCount);
        Assert.Contains(stranger.Notes, note => note.Contains("belongs to another cluster"));
    });

    [Fact]
    public void All_nodes_of_a_cluster_have_its_identity_and_nodes_of_an_earlier_version_get_one() => Seeds.ForEach(6, seed =>
    {
        var (cluster, _) = SimulatedCluster.Filled(seed, services: 3);
        var identity = Assert.Single(cluster.Nodes.Select(node => node.Disk.Facts.ClusterId).Distinct());
        Assert.NotNull(identity);
        cluster.Nodes.ForEach(node => node.Crash());
        foreach (var node in cluster.Nodes)
            node.Disk.ForgetIdentity();
        cluster.StartAll();
        Assert.True(cluster.RunUntil(() => Observer.Difference(cluster) is null, 30), Observer.Difference(cluster));
        cluster.RunFor(5);
        Assert.NotNull(Assert.Single(cluster.Nodes.Select(node => node.Disk.Facts.ClusterId).Distinct()));
    });

    [Fact]
    public void A_backup_from_before_there_was_a_cluster_brings_nothing_back() => Seeds.ForEach(6, seed =>
    {
        var cluster = new SimulatedCluster(seed, 0, Forgetful);
        var work = new Workload(cluster);
        var first = cluster.AddApart();
        first.Start();
        cluster.RunFor(1);
        work.Call(first, "ghost", 3, AcknowledgementLevel.Local);
        work.Call(first, "kept", 3, AcknowledgementLevel.Local);
        cluster.RunFor(5);
        var backup = first.Disk.Copy();
        cluster.Add();
        cluster.Add();
        cluster.StartAll();
        Assert.True(cluster.RunUntil(() => Observer.Difference(cluster) is null, 30), Observer.Difference(cluster));
        work.Call(first, "ghost", 0, AcknowledgementLevel.Majority);
        cluster.RunFor(150);
        first.Crash();
        first.Disk = backup;
        first.Start();
        cluster.RunFor(3);
        Assert.True(cluster.RunUntil(() => Observer.Difference(cluster) is null, 30), Observer.Difference(cluster));
        Observer.AllWell(Observer.Resurrected(cluster, work.Attempts, AcknowledgementLevel.Majority));
        Assert.Equal(1, first.Database.View.InstanceCount);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_node_on_a_copy_of_the_data_directory_of_another_is_refused(bool startsFirst) => Seeds.ForEach(6, seed =>
    {
        var (cluster, work) = SimulatedCluster.Filled(seed, services: 3);
        var (original, copy) = (cluster.Nodes[2], cluster.Add());
        original.Crash();
        copy.Disk = original.Disk.Copy();
        if (startsFirst)
        {
            copy.Start();
            cluster.RunFor(20);
        }

        original.Start();
        cluster.RunFor(5);
        if (!startsFirst)
            copy.Start();
        cluster.RunFor(15);
        Assert.Equal(NodePhase.Duplicate, copy.Replica.Phase);
        Assert.NotNull(copy.Replica.Describe().WriteFault);
        Assert.All(cluster.Nodes.Take(3), node => Assert.True(node.Replica.Readiness is { IsReady: true, IsStale: false }));
        Assert.Equal(3, cluster.Nodes[0].Replica.Describe().Known.Counted.Length);
        work.Call(original, "written", 3, AcknowledgementLevel.All);
        cluster.RunFor(1);
        Assert.True(work.Attempts[^1].IsMet);
        Assert.Contains(original.Notes.Concat(copy.Notes), note => note.Contains("has the same id"));
    });

    [Fact]
    public void A_node_on_a_copy_of_the_data_directory_of_its_seed_is_refused_and_both_say_so()
    {
        var cluster = new SimulatedCluster(1, 0);
        var original = cluster.AddApart();
        original.Start();
        cluster.RunFor(3);
        var copy = cluster.Add();
        copy.Disk = original.Disk.Copy();
        copy.Start();
        cluster.RunFor(15);
        Assert.Equal((NodePhase.Ready, NodePhase.Duplicate), (original.Replica.Phase, copy.Replica.Phase));
        Assert.All([original, copy], node => Assert.Contains(node.Notes, note => note.Contains("has the same id")));
    }

    [Fact]
    public void A_node_that_moves_to_another_address_is_no_copy() => Seeds.ForEach(6, seed =>
    {
        var (cluster, _) = SimulatedCluster.Filled(seed, services: 3);
        var (former, moved) = (cluster.Nodes[2], cluster.Add());
        former.Crash();
        cluster.Nodes.Remove(former);
        moved.Disk = former.Disk;
        moved.Start();
        Assert.True(cluster.RunUntil(() => Observer.Difference(cluster) is null, 30), Observer.Difference(cluster));
        Assert.Equal(3, cluster.Nodes[0].Replica.Describe().Known.Counted.Length);
    });
}
