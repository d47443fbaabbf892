using MicroReg.Domain.Events;
using MicroReg.Domain.Records;
using MicroReg.Domain.Replication;

namespace MicroReg.Domain.Tests.Replication.Simulation;

/// <summary>The contract of the feed (see <see cref="IStatusFeed"/>) while nodes crash, pause and are partitioned.</summary>
public sealed class SubscriberTests
{
    [Fact]
    public void Subscribers_that_change_nodes_end_with_the_records_of_the_nodes() => Seeds.ForEach(40, seed =>
    {
        var (cluster, subscribers) = Trouble(seed, new Misfortunes(), new ReplicationOptions());
        foreach (var subscriber in subscribers)
        {
            Assert.Empty(subscriber.Wrongs);
            Assert.Equal(Seen(cluster, subscriber.Filter), subscriber.Living.Select(Visible).Order(StringComparer.Ordinal));
            Assert.True(subscriber.Resumes > 1);
        }
    });

    [Fact]
    public void Subscribers_need_no_second_snapshot_while_one_node_at_a_time_is_down() => Seeds.ForEach(20, seed =>
    {
        var misfortunes = new Misfortunes { MostDown = 1, CrashesOfAll = 0, Pauses = 0, Partitions = 0, OneWayCuts = 0, LongestOutage = 3 };
        var (_, subscribers) = Trouble(seed, misfortunes, new ReplicationOptions(), NetworkFaults.None);
        Assert.All(subscribers, subscriber => Assert.InRange(subscriber.Resets, 1, 1));
    });

    [Fact]
    public void Nodes_that_take_copies_reset_subscribers_instead_of_missing_changes() => Seeds.ForEach(20, seed =>
    {
        var forgetful = new ReplicationOptions { Retention = TimeSpan.FromSeconds(20), ForgetAfter = TimeSpan.FromSeconds(40) };
        var (cluster, subscribers) = Trouble(seed, new Misfortunes { LongestOutage = 60 }, forgetful);
        foreach (var subscriber in subscribers)
            Assert.Equal(Seen(cluster, subscriber.Filter), subscriber.Living.Select(Visible).Order(StringComparer.Ordinal));
    });

    private static (SimulatedCluster Cluster, SimulatedSubscriber[] Subscribers) Trouble(
        int seed, Misfortunes misfortunes, ReplicationOptions options, NetworkFaults? network = null)
    {
        var cluster = new SimulatedCluster(seed, 3, options);
        var (work, chaos) = (new Workload(cluster), new Chaos(cluster, misfortunes));
        cluster.StartAll();
        Assert.True(cluster.RunUntil(() => cluster.Nodes.All(node => node.IsReady), 30), "not ready");
        var subscribers = new[] { EventFilter.All, EventFilter.All, new EventFilter { Prefix = "svc1" },
            new EventFilter { Services = ["svc2", "svc3"] } }
            .Select(filter => new SimulatedSubscriber(cluster, filter, new Random(cluster.Random.Next()))).ToArray();
        foreach (var subscriber in subscribers)
            subscriber.Start(TimeSpan.FromMilliseconds(100));
        cluster.Network.Faults = network ?? NetworkFaults.Bad;
        work.Start(callsPerSecond: 20);
        chaos.Start();
        cluster.RunFor(40);
        chaos.Stop();
        work.Stop();
        cluster.RunFor(10);
        cluster.StopFaults();
        Assert.True(cluster.RunUntil(() => Observer.Difference(cluster) is null, 90), Observer.Difference(cluster));
        cluster.RunFor(10);
        Assert.True(cluster.RunUntil(() => subscribers.All(subscriber => subscriber.IsUpToDate), 10), "a subscriber has not caught up");
        return (cluster, subscribers);
    }

    private static IEnumerable<string> Seen(SimulatedCluster cluster, EventFilter filter) =>
        cluster.Nodes[0].Database.Records.All.Where(record => record.IsLiving && filter.Selects(record)).Select(Visible)
            .Order(StringComparer.Ordinal);

    private static string Visible(ServiceRecord record) =>
        $"{record.Key} {record.Registration!.Id} {record.Status} {record.ReportedStatus} {record.HealthStatus} "
            + $"{record.Registration.Attributes.Weight}";
}
