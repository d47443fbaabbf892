using MicroReg.Chaos.Scenarios;
using MicroReg.Testing.Nodes;

namespace MicroReg.Chaos.Subscribers;

/// <summary>Subscribers of every way, with and without filters, while a scenario lasts.</summary>
internal sealed class SubscriberSet : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>What they ask for, in turn. The writers give tags and zones that change with every registration.</summary>
    private static readonly SubscriberFilter[] Filters =
    [
        SubscriberFilter.All,
        new() { Tag = "even" },
        new() { Prefix = "load" },
        SubscriberFilter.All,
        new() { Services = ["shared", "looked-up"] },
        new() { Zone = "zone-1" },
        new() { Prefix = "load", Tag = "odd", Zone = "zone-0" },
    ];

    private readonly List<Subscriber> _subscribers = [];
    private readonly EventFindings _findings = new();

    /// <param name="nodes">Whom they ask.</param>
    /// <param name="endpoint">Where nodes call them.</param>
    /// <param name="extent">How many they are.</param>
    /// <param name="journals">Begins the paths of the files that record what they receive.</param>
    public SubscriberSet(IReadOnlyList<ClusterNode> nodes, CallbackEndpoint endpoint, Extent extent, string journals)
    {
        Add(extent.Count(2, 6), "stream", terms => new StreamSubscriber(terms));
        Add(extent.Count(1, 3), "poll", terms => new PollSubscriber(terms));
        Add(extent.Count(1, 3), "callback", terms => new CallbackSubscriber(terms, endpoint));

        void Add(int count, string way, Func<SubscriberTerms, Subscriber> make)
        {
            for (var number = 1; number <= count; number++)
                _subscribers.Add(make(new(
                    $"{way}-{number}",
                    Filters[_subscribers.Count % Filters.Length],
                    nodes,
                    _subscribers.Count,
                    $"{journals}-{way}-{number}.log")));
        }
    }

    public void Start() => _subscribers.ForEach(subscriber => subscriber.Start());

    /// <summary>
    /// Compares every copy with what the nodes hold, while nobody writes. One that is the same and stands at a cursor has missed nothing.
    /// One that differs is judged once its cursor says that it has received everything, or when it has not got there in good time.
    /// </summary>
    public async Task CompareAsync(IReadOnlyList<ClusterNode> nodes, string when)
    {
        QuietPoint? quiet = null;
        var open = _subscribers.ToList();
        await Patience.TryUntilAsync(
            async () =>
            {
                if ((quiet ??= await QuietPoint.TrySeeAsync(nodes)) is not { } point)
                    return false;
                var seen = open.Select(subscriber => (Subscriber: subscriber, View: subscriber.Copy.See())).ToArray();
                open = [.. seen.Where(one => !one.View.IsConsistent || !DifferenceOf(one, point).IsNone).Select(one => one.Subscriber)];
                var wrong = seen.Where(one => open.Contains(one.Subscriber) && one.View.IsConsistent && point.IsReachedBy(one.View.Cursor))
                    .ToArray();
                if (wrong.Length == 0)
                    return open.Count == 0;
                // Unless something has changed meanwhile, it is as it is.
                quiet = await QuietPoint.TrySeeAsync(nodes);
                if (quiet is not null && quiet.Vector.Equals(point.Vector))
                    foreach (var one in wrong)
                        Judge(one, point, open, when);
                return open.Count == 0;
            },
            Limit);
        foreach (var subscriber in open.ToArray())
        {
            var point = quiet ?? throw new TimeoutException("The nodes did not hold still to be compared with their subscribers.");
            _findings.Gaps.Add($"{subscriber} {when}: its cursor goes nowhere: {subscriber.Copy.Cursor}; the nodes are at {point.Vector}");
            Judge((subscriber, subscriber.Copy.See()), point, open, when);
        }

        _findings.FalseEmpties.Clear();
        if (quiet is not null)
            foreach (var subscriber in _subscribers)
                _findings.FalseEmpties.AddRange(subscriber.Copy.Findings()
                    .FalseEmpties(quiet.Instances.Values.Count(subscriber.Filter.Selects)).Select(empty => $"{subscriber}: {empty}"));
    }

    /// <summary>What all of them have noted.</summary>
    public EventFindings Findings(bool mayReset) => _findings.With(_subscribers, mayReset);

    public async ValueTask DisposeAsync() => await Task.WhenAll(_subscribers.Select(subscriber => subscriber.DisposeAsync().AsTask()));

    private static CopyDifference DifferenceOf((Subscriber Subscriber, CopyView View) one, QuietPoint point) =>
        CopyDifference.Between(one.View.Instances, point.Instances, one.Subscriber.Filter);

    private void Judge((Subscriber Subscriber, CopyView View) one, QuietPoint point, List<Subscriber> open, string when)
    {
        var difference = DifferenceOf(one, point);
        _findings.Gaps.AddRange(difference.Gaps.Select(gap => $"{one.Subscriber} {when}: {gap}"));
        _findings.Ghosts.AddRange(difference.Ghosts.Select(ghost => $"{one.Subscriber} {when}: {ghost}"));
        open.Remove(one.Subscriber);
    }
}
