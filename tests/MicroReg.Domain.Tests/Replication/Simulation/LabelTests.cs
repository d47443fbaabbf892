using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;

namespace MicroReg.Domain.Tests.Replication.Simulation;

public sealed class LabelTests
{
    [Fact]
    public void Instances_with_a_colliding_label_get_their_own_and_the_first_keeps_it() => Seeds.ForEach(40, seed =>
    {
        var cluster = new SimulatedCluster(seed, 3, idBits: 4);
        var work = new Workload(cluster);
        cluster.StartAll();
        Assert.True(cluster.RunUntil(() => cluster.Nodes.All(node => node.IsReady), 20));
        foreach (var node in cluster.Nodes)
            foreach (var other in cluster.Nodes)
                cluster.Network.Cut(node.Address, other.Address);
        for (var number = 0; number < 12; number++)
        {
            work.Call(cluster.Nodes[number % 3], $"svc{number}", 3, AcknowledgementLevel.Local);
            cluster.RunFor(0.1);
        }

        cluster.RunFor(1);
        var firsts = cluster.Nodes.SelectMany(Living).GroupBy(registration => registration.Id)
            .ToDictionary(same => same.Key, same => same.MinBy(one => one.FirstRegistered)!.FirstRegistered);
        if (seed % 2 == 0)
            cluster.Nodes.ForEach(node => node.Crash());
        cluster.StopFaults();
        cluster.RunUntil(() => Observer.Difference(cluster) is null && !cluster.Nodes[0].Database.HasSharedLabels, 60);
        Observer.AllWell(Observer.Difference(cluster));
        Assert.Equal(12, Living(cluster.Nodes[0]).Select(registration => registration.Id).Distinct().Count());
        foreach (var (label, first) in firsts)
            Assert.Equal(label, Living(cluster.Nodes[0]).Single(registration => registration.FirstRegistered == first).Id);
    });

    private static IEnumerable<Registration> Living(SimulatedNode node) =>
        node.Database.Records.Records.Select(record => record.Registration!);
}
