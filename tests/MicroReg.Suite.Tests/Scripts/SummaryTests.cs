namespace MicroReg.Suite.Tests.Scripts;

public sealed class SummaryTests : IDisposable
{
    private const string Retried = "RETRIED first verdict: seed 7 · a fault · FAILED; problem a node is gone, second: ";

    private readonly TestReport _report = new();

    public void Dispose() => _report.Dispose();

    [Fact]
    public async Task The_last_line_counts_all_tests()
    {
        var lines = await _report.Add("Some.Tests.A", true).Add("Some.Tests.B", true).Add("Some.Tests.C", false).ReadByAsync("summary.py");

        Assert.Equal("2 passed, 1 failed, 0 skipped", lines[^1]);
    }

    [Fact]
    public async Task A_scenario_that_passed_at_its_second_run_is_named_with_both_verdicts()
    {
        var lines = await _report
            .Add("Some.Tests.A", true, output: "seed 6 · a fault · PASSED")
            .Add(
                "Some.Tests.B",
                true,
                output: $"seed 7 · a fault · FAILED\n  problem    a node is gone\nseed 7 · a fault · PASSED\n{Retried}passed")
            .ReadByAsync("summary.py");

        Assert.Equal(
            [
                "RETRIED Some.Tests.B: first verdict: seed 7 · a fault · FAILED; problem a node is gone, second: passed",
                "2 passed, 0 failed, 0 skipped"
            ],
            lines[^2..]);
        Assert.Contains("  problem    a node is gone", lines);
        Assert.DoesNotContain(lines, line => line.StartsWith("FAILED", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_scenario_that_failed_twice_is_named_and_is_a_failure()
    {
        var lines = await _report.Add("Some.Tests.A", false, $"seed 7 · a fault · FAILED\n{Retried}seed 7 · a fault · FAILED")
            .ReadByAsync("summary.py");

        Assert.Contains("FAILED Some.Tests.A after 00:00:01", lines);
        Assert.StartsWith("RETRIED Some.Tests.A: ", lines[^2], StringComparison.Ordinal);
        Assert.Equal("0 passed, 1 failed, 0 skipped", lines[^1]);
    }

    [Fact]
    public async Task Without_a_second_run_none_is_named() => Assert.DoesNotContain(
        await _report.Add("Some.Tests.A", true, output: "seed 6 · a fault · PASSED").ReadByAsync("summary.py"),
        line => line.StartsWith("RETRIED", StringComparison.Ordinal));
}
