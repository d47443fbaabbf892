using MicroReg.Chaos.Liveness.Judging;

namespace MicroReg.Cluster.Tests.Liveness;

public sealed class LivenessVerdictTests
{
    [Fact]
    public void A_verdict_has_a_row_for_a_table()
    {
        var findings = Lived.Leased().Born(0).Heartbeat(1_000).Died(1_500).Reported(Sight.Failing, 4_000).Judge();

        var verdict = new LivenessVerdict("a fault", 7, findings);

        Assert.True(verdict.Passed);
        Assert.Equal("| 7 | a fault | 1 (1) | 1 | 1 | 2.5 s, 2.5 s (3.0 s) | 0 | 0 (0) | 0 (0) |", verdict.Row);
        Assert.StartsWith("seed 7 · a fault · PASSED", $"{verdict}", StringComparison.Ordinal);
        Assert.Contains(
            "1, 1 found in time, 0 missed; median, longest (limit): 2.5 s, 2.5 s (3.0 s)", $"{verdict}", StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_is_wrong_fails_it_and_is_named()
    {
        var wrong = new LivenessVerdict("a fault", 7, Lived.Leased().Born(0).Heartbeat(1_000).Reported(Sight.Failing, 1_500).Judge());

        Assert.False(wrong.Passed);
        Assert.Contains($"false      {Lived.Key}", $"{wrong}", StringComparison.Ordinal);
        Assert.False(new LivenessVerdict("a fault", 7, new LivenessFindings()) { Problems = ["a problem"] }.Passed);
        Assert.True(new LivenessVerdict("a fault", 7, new LivenessFindings()).Passed);
    }
}
