using MicroReg.Chaos.Liveness;
using MicroReg.Chaos.Scenarios;
using MicroReg.Testing.Nodes;

namespace MicroReg.Chaos;

/// <summary>A fault that a chaos run does to a cluster of its own.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">The cluster that it needs.</param>
/// <param name="RunAsync">Does it, with an extent and a seed.</param>
internal sealed record Trial(string Name, ClusterShape Shape, Func<Extent, int, CancellationToken, Task<TrialResult>> RunAsync)
{
    private const int ComplaintsShown = 8;

    /// <summary>Of records, callers and subscribers under a fault.</summary>
    public static Trial Of(Scenario scenario, bool keeps) => new(scenario.Name, scenario.Shape, async (extent, seed, cancellation) =>
    {
        await using var run = await ClusterRun.StartAsync(scenario.Shape);
        var verdict = await run.ExecuteAsync(scenario, extent, seed).WaitAsync(cancellation);
        return new TrialResult(
            verdict.Passed, $"{verdict}", verdict.Passed ? [] : [.. run.Complaints(ComplaintsShown)], Keep(run.Cluster, keeps));
    });

    /// <summary>Of the living and the dead.</summary>
    public static Trial Of(LivenessScenario scenario, bool keeps) =>
        new(scenario.Name, scenario.Shape, async (extent, seed, cancellation) =>
        {
            await using var run = await LivenessRun.StartAsync(scenario.Shape);
            var verdict = await run.ExecuteAsync(scenario, extent, seed).WaitAsync(cancellation);
            string[] complaints = verdict.Passed ? [] : [.. run.Complaints(ComplaintsShown)];
            return new TrialResult(verdict.Passed, $"{verdict}", complaints, Keep(run.Cluster, keeps)) { Row = verdict.Row };
        });

    private static string Keep(TestCluster cluster, bool keeps)
    {
        cluster.KeepsDirectory = keeps;
        return keeps ? cluster.Directory : "";
    }
}
