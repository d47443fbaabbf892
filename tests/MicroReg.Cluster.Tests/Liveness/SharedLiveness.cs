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

    /// <summary>Puts the cluster through the scenarios, all at a time; fails with the verdicts unless all passed.</summary>
    internal async Task PassAsync(int seed, ITestOutputHelper output, params LivenessScenario[] scenarios)
    {
        _run ??= await LivenessRun.StartAsync(scenarios[0].Shape);
        var verdicts = await Task.WhenAll(scenarios.Select((scenario, number) => _run.ExecuteAsync(scenario, Extent.Short, seed + number)));
        var all = string.Join(Environment.NewLine, verdicts.Select(verdict => $"{verdict}"));
        output.WriteLine(all);
        if (verdicts.All(verdict => verdict.Passed))
            return;
        var complaints = string.Join(Environment.NewLine, _run.Complaints(lines: 10));
        await DisposeAsync();
        Assert.Fail($"{all}{Environment.NewLine}{complaints}");
    }
}
