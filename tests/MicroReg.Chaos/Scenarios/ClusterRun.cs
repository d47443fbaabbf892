using MicroReg.Chaos.Checking;
using MicroReg.Chaos.Load;
using MicroReg.Chaos.Subscribers;
using MicroReg.Testing.Nodes;

namespace MicroReg.Chaos.Scenarios;

/// <summary>A cluster that goes through one scenario or several, with the history of all calls since its start.</summary>
internal sealed class ClusterRun : IAsyncDisposable
{
    private const string LookedUp = "looked-up";
    private static readonly TimeSpan LoadBefore = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan LoadAfter = TimeSpan.FromSeconds(1);

    private CallbackEndpoint? _endpoint;
    private int _scenarios;

    private ClusterRun(TestCluster cluster)
    {
        Cluster = cluster;
        History = new History(Path.Combine(cluster.Directory, "history.jsonl"));
    }

    public TestCluster Cluster { get; }

    public History History { get; }

    private IEnumerable<ClusterNode> Running => Cluster.Nodes.Where(node => node.IsRunning);

    public static async Task<ClusterRun> StartAsync(ClusterShape shape)
    {
        var run = new ClusterRun(await TestCluster.StartAsync(shape));
        await new Writer(run.Cluster.Nodes[0], run.History, isShared: false)
            .WriteAsync(Deed.Register, LookedUp, 9_999, new InstanceState(true, 1, "running"));
        return run;
    }

    /// <summary>Puts the cluster under load, does the fault, and judges what is left.</summary>
    public async Task<Verdict> ExecuteAsync(Scenario scenario, Extent extent, int seed)
    {
        var stage = new Stage(Cluster, History, extent, new Random(seed));
        var before = History.Entries().Count;
        var probe = default(ProbeResult);
        SubscriberSet? subscribers = null;
        try
        {
            await SettleAsync();
            await scenario.PrepareAsync(stage);
            subscribers = await SubscribeAsync(extent);
            await subscribers.CompareAsync([.. Running], "at the start");
            await using var prober = new LookupProber(Cluster.Nodes, LookedUp);
            double faultEnded;
            await using (new LoadGenerator(Running, History, scenario.Load, $"load{++_scenarios}", seed))
            {
                await Patience.LastAsync(LoadBefore);
                await scenario.RunAsync(stage);
                faultEnded = History.Now;
                await Patience.LastAsync(LoadAfter);
            }

            probe = new ProbeResult(prober, await Recovery.WatchAsync([.. Running], History, faultEnded, Patience.Limit));
            if (probe.Recovery.Whole is not null)
                await subscribers.CompareAsync([.. Running], "in the end");
        }
        catch (Exception e) when (e is TimeoutException or InvalidOperationException)
        {
            stage.Fail(e.Message);
        }
        finally
        {
            if (subscribers is not null)
                await subscribers.DisposeAsync();
        }

        var verdict = await JudgeAsync(scenario, seed, stage, before, probe);
        return verdict with { Events = subscribers?.Findings(scenario.MayReset) ?? new EventFindings() };
    }

    /// <summary>The last lines that a node logged as a warning or worse.</summary>
    public IEnumerable<string> Complaints(int lines) => Cluster.Nodes.SelectMany(node =>
        File.ReadLines(node.LogFile)
            .Where(line => !line.Contains(" info", StringComparison.OrdinalIgnoreCase))
            .TakeLast(lines)
            .Select(line => $"{node.Name}: {line}"));

    public async ValueTask DisposeAsync()
    {
        if (_endpoint is not null)
            await _endpoint.DisposeAsync();
        await Cluster.DisposeAsync();
        History.Dispose();
    }

    private async Task<SubscriberSet> SubscribeAsync(Extent extent)
    {
        _endpoint ??= await CallbackEndpoint.StartAsync(await Cluster.AddGuestAsync());
        var subscribers = new SubscriberSet(Cluster.Nodes, _endpoint, extent, Path.Combine(Cluster.Directory, $"events-{_scenarios + 1}"));
        subscribers.Start();
        return subscribers;
    }

    /// <summary>A scenario begins with a cluster that is whole.</summary>
    private async Task SettleAsync()
    {
        var seen = new Convergence("", "");
        if (await Patience.TryUntilAsync(async () => (seen = await Convergence.SeeAsync([.. Running])).IsComplete, Patience.Limit) is null)
            throw new TimeoutException($"The cluster was not whole at the start: {seen.Difference} {seen.Complaint}");
    }

    private async Task<Verdict> JudgeAsync(Scenario scenario, int seed, Stage stage, int before, ProbeResult? probe)
    {
        var records = await ReadAsync(stage);
        var statuses = await Task.WhenAll(Cluster.Serving.Select(NodeStatus.AskAsync));
        stage.Note($"writes degraded {statuses.Sum(status => status?.DegradedWrites)}, parts restored by comparison "
            + $"{statuses.Sum(status => status?.RestoredParts)} (by the nodes' present runs)");
        var entries = History.Entries();
        var findings = Checker.Judge(entries, records);
        if (probe?.Recovery.Whole is not null && records.Length > 0)
            Checker.Observe(entries, records[0]).ForEach(History.Add);
        return new Verdict
        {
            Scenario = scenario.Name,
            Seed = seed,
            Writes = [.. entries.Skip(before)],
            Records = records.FirstOrDefault()?.Records.Count ?? 0,
            Lookups = probe?.Prober.Calls ?? 0,
            LookupErrors = probe?.Prober.Errors ?? 0,
            LongestLookup = probe?.Prober.Longest ?? TimeSpan.Zero,
            Findings = findings,
            Recovery = probe?.Recovery ?? Recovery.None,
            Problems = [.. stage.Problems, .. (probe?.Prober.Messages ?? []).Select(message => $"lookup: {message}")],
            Notes = stage.Notes,
        };
    }

    private async Task<NodeRecords[]> ReadAsync(Stage stage)
    {
        try
        {
            return await Task.WhenAll(Cluster.Serving.Select(RecordReader.ReadAsync));
        }
        catch (InvalidOperationException e)
        {
            stage.Fail(e.Message);
            return [];
        }
    }

    private sealed record ProbeResult(LookupProber Prober, Recovery Recovery);
}
