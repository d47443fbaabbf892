using MicroReg.Domain.Events;
using MicroReg.Domain.Records;
using MicroReg.Domain.Replication;
using MicroReg.Domain.Rules;

namespace MicroReg.Domain.Tests.Replication.Simulation;

/// <summary>
/// A subscriber knows of a change that the next node never gets, because a later one superseded it. Until the later one has come, the next
/// node's records look as they did before both.
/// </summary>
public sealed class SupersededTests
{
    private const int Services = 40;

    [Fact]
    public void A_subscriber_that_resumes_within_a_catch_up_of_several_pages_ends_right() => Seeds.ForEach(20, seed =>
    {
        var (cluster, _) = SimulatedCluster.Filled(seed, Services, new ReplicationOptions { FrameBytes = 400 });
        var (first, absent, last) = (cluster.Nodes[0], cluster.Nodes[1], cluster.Nodes[2]);
        var copy = new Copy();
        cluster.Network.CutBoth(absent.Address, first.Address);
        cluster.Network.CutBoth(absent.Address, last.Address);
        ReportAll(cluster, first, ServiceStatus.Stopped);
        cluster.RunFor(3);
        copy.ReadAll(first);
        Assert.All(copy.Living, record => Assert.Equal(ServiceStatus.Stopped, record.Status));

        ReportAll(cluster, last, ServiceStatus.Running);
        cluster.RunFor(3);
        cluster.Network.Heal();
        Assert.True(RunUntil(cluster, () => absent.Feed.Log.Covers(copy.Cursor.Needed), 20), "the absent node has not caught up");
        copy.Resume(absent);
        Assert.True(RunUntil(cluster, () => copy.Read() && Observer.Difference(cluster) is null, 30), Observer.Difference(cluster));
        cluster.RunFor(3);
        copy.Read();

        Assert.Equal(Services, copy.Living.Count());
        Assert.All(copy.Living, record => Assert.Equal(ServiceStatus.Running, record.Status));
    });

    [Fact]
    public void A_subscriber_that_resumes_between_two_pushes_ends_right() => Seeds.ForEach(20, seed =>
    {
        var (cluster, _) = SimulatedCluster.Filled(seed, Services, new ReplicationOptions { FrameBytes = 400 });
        var (first, next) = (cluster.Nodes[0], cluster.Nodes[1]);
        var copy = new Copy();
        copy.ReadAll(first);
        next.SlowDisk(TimeSpan.FromMilliseconds(150));
        cluster.Network.IsLost = (from, to, message) => from == first.Address && to == next.Address && message is Push;
        ReportAll(cluster, first, ServiceStatus.Stopped);
        cluster.RunFor(0.5);
        copy.Read();
        Assert.All(copy.Living, record => Assert.Equal(ServiceStatus.Stopped, record.Status));
        ReportAll(cluster, first, ServiceStatus.Running, reversed: true);
        cluster.Network.IsLost = null;
        Assert.True(RunUntil(cluster, () => next.Feed.Log.Covers(copy.Cursor.Needed), 20), "the next node has not caught up");
        copy.Resume(next);
        Assert.True(RunUntil(cluster, () => copy.Read() && Observer.Difference(cluster) is null, 30), Observer.Difference(cluster));
        cluster.RunFor(3);
        copy.Read();

        Assert.All(copy.Living, record => Assert.Equal(ServiceStatus.Running, record.Status));
    });

    private static void ReportAll(SimulatedCluster cluster, SimulatedNode node, ServiceStatus status, bool reversed = false)
    {
        var numbers = Enumerable.Range(0, Services);
        foreach (var number in reversed ? numbers.Reverse() : numbers)
        {
            node.Call(RegistryCommands.UpdateStatus($"svc{number}", null, status).Value, _ => { });
            cluster.RunFor(0.001);
        }
    }

    /// <summary>Looks often: a page is merged within a few milliseconds.</summary>
    private static bool RunUntil(SimulatedCluster cluster, Func<bool> isSo, double atMostSeconds)
    {
        for (var end = cluster.Agenda.Now + TimeSpan.FromSeconds(atMostSeconds); cluster.Agenda.Now < end && !isSo();)
            cluster.RunFor(0.0005);
        return isSo();
    }

    /// <summary>What a subscriber holds that follows one node, then another.</summary>
    private sealed class Copy
    {
        private readonly Dictionary<InstanceKey, (string Version, ServiceRecord? Instance)> _held = [];
        private IFeedReader? _reader;

        public EventCursor Cursor { get; private set; } = EventCursor.Empty;

        public IEnumerable<ServiceRecord> Living => _held.Values.Select(entry => entry.Instance).OfType<ServiceRecord>();

        public void Resume(SimulatedNode node) => _reader = node.Feed.Read(Cursor, EventFilter.All);

        public void ReadAll(SimulatedNode node)
        {
            Resume(node);
            Read();
        }

        /// <summary>Takes everything that is there.</summary>
        public bool Read()
        {
            while (true)
            {
                var asked = _reader!.NextAsync(TimeSpan.Zero).AsTask();
                Assert.True(asked.IsCompleted, "nothing waits here");
                Assert.True(asked.Result.TryGet(out var page, out _));
                if (page!.Reset)
                    _held.Clear();
                foreach (var change in page.Events)
                    if (!_held.TryGetValue(change.Key, out var held) || string.CompareOrdinal(change.Version, held.Version) > 0)
                        _held[change.Key] = (change.Version, change.Kind == StatusEventKind.Unregistered ? null : change.Instance);
                Cursor = page.Cursor;
                if (!page.More)
                    return true;
            }
        }
    }
}
