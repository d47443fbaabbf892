using System.Collections.Immutable;
using MicroReg.Domain.Database;
using MicroReg.Domain.Records;
using MicroReg.Domain.Replication;
using MicroReg.Domain.Tests.MicroDb;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Tests.Replication.Simulation;

/// <summary>Reading the changes of a node page by page while it merges.</summary>
public sealed class FollowerTests
{
    [Fact]
    public void A_follower_that_reads_during_merges_ends_with_the_records_of_its_node() => Seeds.ForEach(20, seed =>
    {
        var (cluster, work) = SimulatedCluster.Filled(seed, services: 8);
        cluster.Network.Faults = NetworkFaults.Bad;
        work.Start(callsPerSecond: 40);
        new Chaos(cluster, new Misfortunes { Crashes = 0, CrashesOfAll = 0 }).Start();
        var node = cluster.Nodes[seed % 3];
        var follower = new Follower<InstanceKey, ServiceRecord>(node.Database.Records);
        var replica = new PagedReplica(node);
        for (var glance = 0; glance < 100; glance++)
        {
            cluster.RunFor(0.2 * cluster.Random.NextDouble());
            follower.TakePage(1 + (glance % 3));
            replica.TakePage(1 + (glance % 3));
        }

        follower.CatchUp(2);
        while (replica.TakePage(2))
        {
        }

        var stored = node.Database.Records.All.ToDictionary(record => record.Key);
        Assert.Equal(stored.Values.OrderBy(record => record.Key.Name), follower.Copy.Values.OrderBy(record => record.Key.Name));
        Assert.Equal(stored.Values.Select(Observer.Bare).OrderBy(record => record!.Key.Name), replica.Stored.Values.Select(Observer.Bare)
            .OrderBy(record => record!.Key.Name));
        Assert.Equal(node.Database.Records.Vector, replica.Cursor.Without(OriginId.Baseline));
    });

    /// <summary>Takes a copy part by part, as a joining node does.</summary>
    private sealed class PagedReplica(SimulatedNode node)
    {
        public Dictionary<InstanceKey, ServiceRecord> Stored { get; } = [];

        public VersionVector Cursor { get; private set; } = VersionVector.Empty;

        public bool TakePage(int parts)
        {
            var page = ImmutableArray.CreateBuilder<PartChange>();
            var budget = new FrameBudget(int.MaxValue, _ => 0);
            var (cursor, more) = node.Database.Records.Read(
                Cursor, isCopy: true, (position, key, record) => page.Count < parts && budget.Take(position, key, record, page));
            foreach (var (key, part) in page)
                Stored[key] = RecordMerge.Apply(Stored.GetValueOrDefault(key) ?? new ServiceRecord { Key = key }, part);
            Cursor = cursor;
            return more;
        }
    }
}
