using MicroReg.Chaos;
using MicroReg.Chaos.Scenarios;
using Xunit.Abstractions;

namespace MicroReg.Cluster.Tests.Faults;

/// <summary>
/// One cluster for the tests of a class, because to start three processes for each would take most of the time. A test
/// that fails leaves a cluster about which nothing is known; its second run and the next test then get a fresh one.
/// </summary>
public sealed class SharedCluster : IAsyncLifetime
{
    private ClusterRun? _run;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_run is { } run)
            await run.DisposeAsync();
        _run = null;
    }

    /// <summary>Puts the cluster that the scenario needs through it, twice if need be; fails with the verdicts unless one passed.</summary>
    internal async Task PassAsync(Scenario scenario, int seed, ITestOutputHelper output)
    {
        var result = await SecondRun.IfFailedAsync(scenario.Name, seed, () => RunAsync(scenario, seed));
        output.WriteLine($"{result}");
        Assert.True(result.Passed, $"{result}");
    }

    private async Task<TrialResult> RunAsync(Scenario scenario, int seed)
    {
        var passed = false;
        try
        {
            _run ??= await ClusterRun.StartAsync(scenario.Shape);
            var verdict = await _run.ExecuteAsync(scenario, Extent.Short, seed);
            passed = verdict.Passed;
            return new TrialResult(passed, $"{verdict}", passed ? [] : [.. _run.Complaints(lines: 10)], Kept: "");
        }
        finally
        {
            if (!passed)
                await DisposeAsync();
        }
    }
}
