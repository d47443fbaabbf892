using MicroReg.Benchmarks.Profiling;
using MicroReg.Benchmarks.Profiling.Areas;
using MicroReg.Benchmarks.Profiling.Publishing;
using MicroReg.Benchmarks.Profiling.Sampling;
using MicroReg.Benchmarks.Reporting;

namespace MicroReg.Benchmarks.Tests.Profiling;

public sealed class CpuProfileTests
{
    private static readonly CpuProfile Profile = CpuProfile.Of(SampleText.Samples);

    [Fact]
    public void Every_sample_is_in_one_area()
    {
        Assert.Equal(3, Profile.Samples);
        Assert.Equal(3, Profile.Areas.Values.Sum());
        Assert.Equal(1, Profile.Areas[AreaText.Title(Area.KernelFiles)]);
        Assert.Equal(1, Profile.Areas[AreaText.Title(Area.Collections)]);
    }

    [Fact]
    public void A_method_that_is_on_a_stack_twice_is_counted_once() =>
        Assert.Equal(1, Profile.Inclusive["Akka.Actor.UntypedActor.Receive"]);

    [Fact]
    public void Only_methods_of_MicroReg_and_Akka_are_counted_until_they_return() =>
        Assert.Equal(["Akka.Actor.UntypedActor.Receive", "MicroReg.Actors.Health.HealthActor.ProbeAsync"], Profile.Inclusive.Keys.Order());

    [Fact]
    public void A_collection_is_not_counted_with_the_method_that_it_interrupts()
    {
        var collecting = CpuProfile.Of([new StackSample(
            "thread", [new Frame("[unknown]", "/usr/share/dotnet/libclrgcexp.so"), new Frame(SampleText.Receive, "/tmp/perf-1.map")])]);
        Assert.Equal(1, collecting.Areas[AreaText.Title(Area.Collector)]);
        Assert.Empty(collecting.Inclusive);
    }

    [Fact]
    public void A_share_of_the_samples_is_that_share_of_the_cpu_time()
    {
        var breakdown = new Breakdown(new Dictionary<string, double> { ["a"] = 3, ["b"] = 1 }, 4, 80);
        Assert.Equal((0.75, 60, 0), (breakdown.Share("a"), breakdown.Amount("a"), breakdown.Amount("c")));
    }

    [Fact]
    public void Two_builds_are_shown_side_by_side_with_the_difference()
    {
        var report = new Report();
        Breakdown before = new(new Dictionary<string, double> { ["X.Y"] = 1 }, 2, 10);
        Breakdown after = new(new Dictionary<string, double> { ["X.Y"] = 1 }, 4, 8);
        BreakdownTable.Write(report, "method", "µs/op", [before, after], Breakdown.Greatest([before, after], 15));
        Assert.Contains("| `X.Y` | 50.0 % | 5.00 | 25.0 % | 2.00 | -3.00 |", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_greatest_in_any_build_are_shown_first() => Assert.Equal(
        ["c", "a"],
        Breakdown.Greatest(
            [new(new Dictionary<string, double> { ["a"] = 2, ["b"] = 1 }, 3, 3), new(new Dictionary<string, double> { ["c"] = 3 }, 3, 3)],
            2));
}
