using MicroReg.Chaos;
using MicroReg.Chaos.Liveness;
using MicroReg.Chaos.Scenarios;
using Xunit.Abstractions;

namespace MicroReg.Cluster.Tests.Liveness;

/// <summary>One cluster for the scenarios of a class, as for those of records; after a failure the next one gets a fresh one.</summary>
public sealed class SharedLiveness : IAsyncLifetime
{
    private LivenessRun? _run;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_run is { } run)
            await run.DisposeAsync();
        _run = null;
    }

    /// <summary>
    /// Puts the cluster through the scenarios, all at a time, twice if need be; fails with the verdicts unless all of one run passed.
    /// </summary>
    internal async Task PassAsync(int seed, ITestOutputHelper output, params LivenessScenario[] scenarios)
    {
        var result = await SecondRun.IfFailedAsync(
            string.Join(", ", scenarios.Select(scenario => scenario.Name)), seed, () => RunAsync(seed, scenarios));
        output.WriteLine($"{result}");
        Assert.True(result.Passed, $"{result}");
    }

    private async Task<TrialResult> RunAsync(int seed, LivenessScenario[] scenarios)
    {
        var passed = false;
        try
        {
            _run ??= await LivenessRun.StartAsync(scenarios[0].Shape);
            var verdicts = await Task.WhenAll(
                scenarios.Select((scenario, number) => _run.ExecuteAsync(scenario, Extent.Short, seed + number)));
            passed = verdicts.All(verdict => verdict.Passed);
            return new TrialResult(
                passed,
                string.Join(Environment.NewLine, verdicts.Select(verdict => $"{verdict}")),
                passed ? [] : [.. _run.Complaints(lines: 10)],
                Kept: "");
        }
        finally
        {
            if (!passed)
                await DisposeAsync();
        }
    }
}
