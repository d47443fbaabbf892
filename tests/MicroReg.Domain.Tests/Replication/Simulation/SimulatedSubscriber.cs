using MicroReg.Domain.Events;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Tests.Replication.Simulation;

/// <summary>
/// Keeps a copy by the rules of every subscriber: ignore what is not newer, drop the copy at a reset, take the cursor to another node. It
/// records everything that a node must not send.
/// </summary>
internal sealed class SimulatedSubscriber(SimulatedCluster cluster, EventFilter filter, Random random)
{
    private readonly Dictionary<InstanceKey, (string Version, ServiceRecord? Instance)> _copy = [];
    private readonly Dictionary<InstanceKey, string> _seenOnStream = [];
    private string _cursor = "";
    private IFeedReader? _reader;
    private TimeSpan? _behindSince;

    public SimulatedNode? Node { get; private set; }

    public EventFilter Filter => filter;

    public List<string> Wrongs { get; } = [];

    public int Resets { get; private set; }

    public int Resumes { get; private set; }

    public bool IsUpToDate { get; private set; }

    public IEnumerable<ServiceRecord> Living => _copy.Values.Select(entry => entry.Instance).OfType<ServiceRecord>();

    /// <summary>Polls for events.</summary>
    public void Start(TimeSpan pause) => cluster.Agenda.After(pause * 2 * random.NextDouble(), () =>
    {
        Look();
        Start(pause);
    });

    private void Look()
    {
        if (_reader is null || Node is not { IsRunning: true } || random.Next(40) == 0)
            Connect();
        if (_reader is null || !Node!.IsReady || IsStillBehind())
            return;
        do
        {
            var asked = _reader.NextAsync(TimeSpan.Zero).AsTask();
            Assert.True(asked.IsCompleted, "nothing waits here");
            if (!asked.GetAwaiter().GetResult().TryGet(out var page, out _))
                return;
            Take(page);
        }
        while (!IsUpToDate && random.Next(10) > 0);
    }

    private void Connect()
    {
        var living = cluster.Nodes.Where(node => node.IsReady).ToArray();
        (Node, _reader, _behindSince) = (null, null, null);
        if (living.Length == 0)
            return;
        Node = living[random.Next(living.Length)];
        Assert.True(EventCursor.TryParse(_cursor, out var cursor));
        _reader = Node.Feed.Read(cursor, filter);
        _seenOnStream.Clear();
        Resumes++;
    }

    /// <summary>A node tries to catch up with the subscriber for two seconds, and then resets it.</summary>
    private bool IsStillBehind()
    {
        if (_reader!.Cursor is not { IsEmpty: false, Copy: null } cursor || Node!.Feed.Log.Covers(cursor.Vector))
            return false;
        _behindSince ??= cluster.Agenda.Now;
        Node.Feed.Sought.Notify(cursor.Vector);
        return cluster.Agenda.Now - _behindSince < TimeSpan.FromSeconds(2);
    }

    private void Take(FeedPage page)
    {
        if (page.Reset)
        {
            Resets++;
            _copy.Clear();
            _seenOnStream.Clear();
        }

        foreach (var change in page.Events)
            Apply(change);
        _cursor = page.Cursor.ToString();
        IsUpToDate = !page.More;
    }

    private void Apply(StatusEvent change)
    {
        if (_seenOnStream.TryGetValue(change.Key, out var seen) && string.CompareOrdinal(change.Version, seen) < 0)
            Wrongs.Add($"{cluster.Agenda.Now} {Node!.Name} sent {change.Kind} {change.Key} {change.Version} after {seen}");
        _seenOnStream[change.Key] = change.Version;
        if (_copy.TryGetValue(change.Key, out var existing) && string.CompareOrdinal(change.Version, existing.Version) <= 0)
            return;
        _copy[change.Key] = (change.Version, change.Kind == StatusEventKind.Unregistered ? null : change.Instance);
    }
}
