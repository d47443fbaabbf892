using System.Collections.Concurrent;
using MicroReg.Chaos.Liveness.Judging;
using MicroReg.Chaos.Subscribers;
using MicroReg.Testing.Nodes;

namespace MicroReg.Chaos.Liveness.Watching;

/// <summary>A subscriber that follows one node, whatever happens to it, and notes when it was told what.</summary>
internal sealed class Witness : IAsyncDisposable
{
    private readonly ConcurrentQueue<Sighting> _sightings = [];
    private readonly ConcurrentDictionary<string, Sight> _last = [];
    private readonly StreamSubscriber _stream;

    /// <param name="node">Whom it asks.</param>
    /// <param name="prefix">Of the services that it wants to be told of.</param>
    public Witness(ClusterNode node, string prefix)
    {
        Node = node;
        _stream = new StreamSubscriber(
            new SubscriberTerms($"witness at {node.Name}", new SubscriberFilter { Prefix = prefix }, [node]) { Told = Take });
        _stream.Start();
    }

    public ClusterNode Node { get; }

    public IReadOnlyCollection<Sighting> Sightings => _sightings;

    /// <summary>What kept it from going on.</summary>
    public IEnumerable<string> Problems => _stream.Problems;

    /// <summary>Whether it has been told anything, if only that there is nothing.</summary>
    public bool HasBegun => _stream.Copy.Cursor.Length > 0;

    /// <summary>What an instance was said to be last; gone if it was never spoken of.</summary>
    public Sight See(string key) => _last.GetValueOrDefault(key, Sight.Gone);

    /// <summary>For how many milliseconds since a moment, at which it was not, an instance was said to be well.</summary>
    public double WellSince(string key, double moment)
    {
        Sighting[] told = [.. _sightings.Where(sighting => sighting.Key == key && sighting.Told >= moment)];
        var ends = told.Skip(1).Select(sighting => sighting.Told).Append(LifeClock.Now);
        return told.Zip(ends, (sighting, end) => sighting.Sight is Sight.Well ? end - sighting.Told : 0).Sum();
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private void Take(ToldEvent told)
    {
        var sight = told.Instance switch
        {
            null => Sight.Gone,
            { Health: "failing" } => Sight.Failing,
            _ => Sight.Well,
        };
        _sightings.Enqueue(new Sighting(told.Key, Node.Name, LifeClock.Now, LifeClock.Of(told.At), told.Version, sight));
        _last[told.Key] = sight;
    }
}
