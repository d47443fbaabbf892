using MicroReg.Chaos.Liveness.Judging;
using MicroReg.Chaos.Liveness.Watching;
using MicroReg.Chaos.Scenarios;
using MicroReg.Testing.Nodes;
using MicroReg.XmlRpc;

namespace MicroReg.Chaos.Liveness;

/// <summary>A cluster that goes through one scenario of liveness or several.</summary>
internal sealed class LivenessRun : IAsyncDisposable
{
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(8);

    /// <summary>A node that was restarted owns instances again after so long.</summary>
    private static readonly TimeSpan NewcomerFor = TimeSpan.FromSeconds(11);

    private int _scenarios;

    private LivenessRun(TestCluster cluster) => Cluster = cluster;

    public TestCluster Cluster { get; }

    public static async Task<LivenessRun> StartAsync(ClusterShape shape) => new(await TestCluster.StartAsync(shape));

    /// <summary>Lets services live and die under the fault, with a subscriber at every node, and judges what these received.</summary>
    public async Task<LivenessVerdict> ExecuteAsync(LivenessScenario scenario, Extent extent, int seed)
    {
        var name = $"lives-{Interlocked.Increment(ref _scenarios)}";
        Witness[] witnesses = [.. Cluster.Nodes.Select(node => new Witness(node, $"{name}-"))];
        var stage = new LivenessStage(Cluster, name, witnesses, extent, new Random(seed));
        try
        {
            await Patience.UntilAsync(IsWholeAsync, Patience.Limit, "every node reaches every other and self-preservation is not active");
            await Patience.UntilAsync(
                () => Task.FromResult(witnesses.All(witness => witness.HasBegun)),
                Patience.Limit,
                "every subscriber has received something");
            await scenario.RunAsync(stage);
        }
        catch (Exception e) when (e is TimeoutException or InvalidOperationException)
        {
            stage.Fail(e.Message);
        }

        var observation = stage.ObservationUntil(LifeClock.Now);
        foreach (var reading in await stage.ReadAsync())
            stage.Note($"{reading}");
        await EndAsync(stage);
        foreach (var witness in witnesses)
            await witness.DisposeAsync();
        Life[] lives = [.. stage.Fleets.SelectMany(fleet => fleet.Lives())];
        Sighting[] sightings = [.. witnesses.SelectMany(witness => witness.Sightings)];
        await LivenessLog.WriteAsync(Path.Combine(Cluster.Directory, $"{name}.log"), lives, sightings);
        return new LivenessVerdict(scenario.Name, seed, LivenessChecker.Judge(lives, sightings, observation))
        {
            Problems = [.. stage.Problems, .. witnesses.SelectMany(witness => witness.Problems)],
            Notes = stage.Notes,
        };
    }

    /// <summary>The last lines that the watch of a node logged.</summary>
    public IEnumerable<string> Complaints(int lines) => Cluster.Nodes.SelectMany(node =>
        File.ReadLines(node.LogFile)
            .Where(line => line.Contains("MicroReg.Actors.Health", StringComparison.Ordinal))
            .TakeLast(lines)
            .Select(line => $"{node.Name}: {line}"));

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();

    /// <summary>
    /// A scenario begins with a whole cluster without self-preservation: the end of the fleets of the one before looks like a death of
    /// most. And no node is about to own instances again: a change of owners would begin their leases anew.
    /// </summary>
    private async Task<bool> IsWholeAsync() =>
        Cluster.Nodes.All(node => node.Starts == 1 || node.ServingFor > NewcomerFor)
        && (await Task.WhenAll(Cluster.Nodes.Select(NodeStatus.AskAsync)))
            .All(status => status is { IsReady: true } && status.UpMembers == Cluster.Nodes.Count)
        && (await Task.WhenAll(Cluster.Nodes.Select(HealthReading.AskAsync))).All(reading => reading is { Holds.Count: 0 });

    /// <summary>Nothing of the fleets is left behind for the next scenario.</summary>
    private async Task EndAsync(LivenessStage stage)
    {
        foreach (var fleet in stage.Fleets)
        {
            // Whoever still beats would register again.
            fleet.Leave();
            await fleet.DisposeAsync();
            foreach (var service in fleet.Services)
                if (Cluster.Serving.FirstOrDefault() is { } node)
                    await node.Registry.CallAsync(CallTimeout, "unregister", XmlRpcValue.Of(service));
        }
    }
}
