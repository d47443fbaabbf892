using MicroReg.Chaos;

namespace MicroReg.Cluster.Tests;

public sealed class SecondRunTests
{
    private static readonly TrialResult Good = new(true, "seed 7 · a fault · PASSED\n  lookups    900", [], "");

    private static readonly TrialResult Bad = new(
        false, "seed 7 · a fault · FAILED\n  lookups    900\n  problem    a node is gone", ["node-1: no quorum"], "");

    [Fact]
    public async Task A_scenario_that_passes_runs_once_and_its_result_stays_as_it_is()
    {
        var (result, runs) = await RunAsync(Good);

        Assert.Equal(1, runs);
        Assert.Same(Good, result);
        Assert.Equal(Good.Verdict, $"{result}");
    }

    [Fact]
    public async Task A_scenario_that_fails_and_then_passes_has_passed_and_is_named_with_its_first_verdict()
    {
        var (result, runs) = await RunAsync(Bad, Good);

        Assert.Equal((2, true), (runs, result.Passed));
        Assert.Equal(
            [
                .. Bad.Verdict.Split('\n'),
                "  log        node-1: no quorum",
                .. Good.Verdict.Split('\n'),
                "RETRIED first verdict: seed 7 · a fault · FAILED; lookups 900; problem a node is gone, second: passed",
            ],
            $"{result}".Split('\n'));
    }

    [Fact]
    public async Task A_scenario_that_fails_twice_has_failed_with_both_verdicts_and_never_runs_again()
    {
        var worse = Bad with { Verdict = "seed 7 · a fault · FAILED\n  problem    all is lost" };

        var (result, runs) = await RunAsync(Bad, worse, Good);

        Assert.Equal((2, false), (runs, result.Passed));
        Assert.Contains("problem    a node is gone", $"{result}", StringComparison.Ordinal);
        Assert.Contains("problem    all is lost", $"{result}", StringComparison.Ordinal);
        Assert.EndsWith(
            "RETRIED first verdict: seed 7 · a fault · FAILED; lookups 900; problem a node is gone, second: seed 7 · a fault · FAILED; "
                + "problem all is lost",
            $"{result}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_breaks_off_has_failed_and_names_scenario_and_seed()
    {
        var (result, runs) = await RunAsync(null, Good);

        Assert.Equal((2, true), (runs, result.Passed));
        Assert.StartsWith("seed 7 · a fault · FAILED\n  problem    it broke off\n", $"{result}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_is_cancelled_is_no_verdict() =>
        await Assert.ThrowsAsync<TaskCanceledException>(
            () => SecondRun.IfFailedAsync("a fault", 7, () => throw new TaskCanceledException()));

    /// <summary>Gives the results one after another; null for a run that breaks off.</summary>
    private static async Task<(TrialResult Result, int Runs)> RunAsync(params TrialResult?[] results)
    {
        var runs = 0;
        var result = await SecondRun.IfFailedAsync(
            "a fault", 7,
            async () => results[runs++] ?? await Task.FromException<TrialResult>(new InvalidOperationException("it broke off")));
        return (result, runs);
    }
}
