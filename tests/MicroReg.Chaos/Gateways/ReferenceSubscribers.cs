using System.Collections.Concurrent;
using System.Globalization;
using MicroReg.Chaos.Subscribers;
using MicroReg.Testing.Nodes;

namespace MicroReg.Chaos.Gateways;

/// <summary>
/// A subscriber at every node, with which the gateway is compared: once all of them have been notified of a change the event is there,
/// however long that took on a machine that is short of processors.
/// </summary>
internal sealed class ReferenceSubscribers : IAsyncDisposable
{
    private readonly Reference[] _all;

    /// <param name="cluster">The nodes.</param>
    /// <param name="clock">The time of the trial.</param>
    public ReferenceSubscribers(TestCluster cluster, Func<TimeSpan> clock) =>
        _all = [.. cluster.Nodes.Select(node => new Reference(node, clock))];

    /// <summary>What kept any of them from going on.</summary>
    public IEnumerable<string> Problems => _all.SelectMany(one => one.Stream.Problems);

    /// <summary>Waits until every node that serves has reported that an instance runs, or that it does not.</summary>
    /// <returns>When the last of them did.</returns>
    public async Task<TimeSpan> NotifiedAsync(int port, bool runs)
    {
        await Patience.UntilAsync(
            () => Task.FromResult(Serving().All(one => one.Instances.GetValueOrDefault(port).Runs == runs)),
            Patience.Limit, $"every node has reported that instance {port} {(runs ? "runs" : "does not run")}");
        return Serving().Max(one => one.Instances.GetValueOrDefault(port).Since);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var one in _all)
            await one.Stream.DisposeAsync();
    }

    private IEnumerable<Reference> Serving() => _all.Where(one => one.Node.IsServing);

    private sealed class Reference
    {
        public Reference(ClusterNode node, Func<TimeSpan> clock)
        {
            var filter = new SubscriberFilter { Prefix = ServiceInstanceProcess.Service };
            var terms = new SubscriberTerms($"reference at {node.Name}", filter, [node]) { OnEvent = Take };
            (Node, Stream) = (node, new StreamSubscriber(terms));
            Stream.Start();

            void Take(ReceivedEvent received) =>
                Instances[int.Parse(received.Key.Split(':')[^1], CultureInfo.InvariantCulture)] =
                    (received.Instance is { Status: "running" }, clock());
        }

        public ClusterNode Node { get; }

        public StreamSubscriber Stream { get; }

        public ConcurrentDictionary<int, (bool Runs, TimeSpan Since)> Instances { get; } = [];
    }
}
