using MicroReg.Chaos.Liveness.Judging;
using MicroReg.Testing.Calls;
using MicroReg.Testing.Networks;

namespace MicroReg.Chaos.Liveness.Fleets;

/// <summary>Many instances with the same terms, all in this process. They share a connection pool to each node.</summary>
internal sealed class Fleet : IFleet
{
    /// <summary>Of the first instance of each service, if none listens.</summary>
    private const int FirstPort = 10_000;

    private readonly LifeJournal _journal;
    private readonly LifeTerms _terms;
    private readonly RegistryCaller[] _nodes;

    /// <param name="name">Begins the names of the services.</param>
    /// <param name="count">How many instances.</param>
    /// <param name="serviceSize">How many to a service.</param>
    /// <param name="terms">Their terms.</param>
    /// <param name="place">Where they live.</param>
    /// <param name="nodes">Whom they ask: one after another begins with the next.</param>
    /// <param name="journal">Takes down what happens to them, who then listen even if they are leased; null for one in memory.</param>
    public Fleet(
        string name,
        int count,
        int serviceSize,
        LifeTerms terms,
        NodePlace place,
        IEnumerable<NodePlace> nodes,
        LifeJournal? journal = null)
    {
        (_terms, _journal) = (terms, journal ?? new LifeJournal());
        _nodes = [.. nodes.Select(node => new RegistryCaller(node, place))];
        var listens = !terms.IsLeased || journal is not null;
        Instances = [.. Enumerable.Range(0, count).Select(number => new LivingInstance(PlanOf(number), number, _journal))];

        InstancePlan PlanOf(int number) =>
            new($"{name}-{number / serviceSize}", place, terms, _nodes, listens ? 0 : FirstPort + (number % serviceSize));
    }

    public IReadOnlyList<LivingInstance> Instances { get; }

    public IEnumerable<string> Services => Instances.Select(instance => instance.Key.Split('@')[0]).Distinct();

    public IReadOnlyList<string> Keys => [.. Instances.Select(instance => instance.Key)];

    /// <summary>All live.</summary>
    /// <returns>Ends when all are registered.</returns>
    public Task LiveAsync() => Task.WhenAll(Instances.Select(instance => instance.LiveAsync()));

    /// <summary>Some of the living die at the same moment.</summary>
    public async Task<IReadOnlyList<LivingInstance>> DieAsync(int count, Random random)
    {
        var living = Instances.Where(instance => instance.IsAlive).ToArray();
        random.Shuffle(living);
        var dying = living.Take(count).ToArray();
        await Task.WhenAll(dying.Select(instance => instance.DieAsync()));
        return dying;
    }

    public IReadOnlyList<Life> Lives() => Life.Of(_journal.Entries, _terms);

    public void Leave()
    {
        foreach (var instance in Instances)
            instance.Leave();
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Instances.Select(instance => instance.DisposeAsync().AsTask()));
        foreach (var node in _nodes)
            node.Dispose();
    }
}

/// <summary>Instances whose lives are noted.</summary>
internal interface IFleet : IAsyncDisposable
{
    /// <summary>Their services; nobody else has an instance of them.</summary>
    IEnumerable<string> Services { get; }

    /// <summary>The instances, as name@host:port.</summary>
    IReadOnlyList<string> Keys { get; }

    /// <summary>What has become of them.</summary>
    IReadOnlyList<Life> Lives();

    /// <summary>From now on nothing of them is judged.</summary>
    void Leave();
}
