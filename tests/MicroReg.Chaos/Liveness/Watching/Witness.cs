using System.Collections.Concurrent;
using MicroReg.Chaos.Liveness.Judging;
using MicroReg.Chaos.Subscribers;
using MicroReg.Testing.Nodes;

namespace MicroReg.Chaos.Liveness.Watching;

/// <summary>A subscriber that follows one node, whatever happens to it, and notes what it receives and when.</summary>
internal sealed class Witness : IAsyncDisposable
{
    private readonly ConcurrentQueue<Sighting> _sightings = [];
    private readonly ConcurrentDictionary<string, Sight> _last = [];
    private readonly StreamSubscriber _stream;

    /// <param name="node">Whom it asks.</param>
    /// <param name="prefix">The prefix of the services that it follows.</param>
    public Witness(ClusterNode node, string prefix)
    {
        Node = node;
        _stream = new StreamSubscriber(
            new SubscriberTerms($"witness at {node.Name}", new SubscriberFilter { Prefix = prefix }, [node]) { OnEvent = Take });
        _stream.Start();
    }

    public ClusterNode Node { get; }

    public IReadOnlyCollection<Sighting> Sightings => _sightings;

    /// <summary>What kept it from going on.</summary>
    public IEnumerable<string> Problems => _stream.Problems;

    /// <summary>Whether it has received anything, if only that there is nothing.</summary>
    public bool HasBegun => _stream.Copy.Cursor.Length > 0;

    /// <summary>What an instance was said to be last; gone if it was never spoken of.</summary>
    public Sight See(string key) => _last.GetValueOrDefault(key, Sight.Gone);

    /// <summary>For how many milliseconds since a moment, at which it was not, an instance was said to be well.</summary>
    public double WellSince(string key, double moment)
    {
        Sighting[] since = [.. _sightings.Where(sighting => sighting.Key == key && sighting.Received >= moment)];
        var ends = since.Skip(1).Select(sighting => sighting.Received).Append(LifeClock.Now);
        return since.Zip(ends, (sighting, end) => sighting.Sight is Sight.Well ? end - sighting.Received : 0).Sum();
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private void Take(ReceivedEvent received)
    {
        var sight = received.Instance switch
        {
            null => Sight.Gone,
            { Health: "failing" } => Sight.Failing,
            _ => Sight.Well,
        };
        _sightings.Enqueue(new Sighting(received.Key, Node.Name, LifeClock.Now, LifeClock.Of(received.At), received.Version, sight));
        _last[received.Key] = sight;
    }
}
