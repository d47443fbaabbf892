using MicroReg.Chaos.Scenarios;
using Xunit.Abstractions;

namespace MicroReg.Cluster.Tests.Faults;

/// <summary>
/// One cluster for the tests of a class, because to start three processes for each would take most of the time. A test
/// that fails leaves a cluster about which nothing is known; the next one then gets a fresh one.
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

    /// <summary>Puts the cluster, the one that the scenario needs, through the scenario; fails with the verdict unless it passed.</summary>
    internal async Task PassAsync(Scenario scenario, int seed, ITestOutputHelper output)
    {
        _run ??= await ClusterRun.StartAsync(scenario.Shape);
        var verdict = await _run.ExecuteAsync(scenario, Extent.Short, seed);
        output.WriteLine(verdict.ToString());
        if (verdict.Passed)
            return;
        var complaints = string.Join(Environment.NewLine, _run.Complaints(lines: 10));
        await DisposeAsync();
        Assert.Fail($"{verdict}{Environment.NewLine}{complaints}");
    }
}
