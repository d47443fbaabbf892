using MicroReg.Benchmarks.Measuring;
using MicroReg.Benchmarks.Reporting;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Liveness;

/// <summary>
/// Many instances on one node, each with a tcp check every ten seconds: the share of a core that it takes, and whether any is called
/// dead.
/// </summary>
internal sealed class ProbeLoadScenario(Driver driver, ServerLauncher launcher)
{
    private const int Interval = 10;
    private static readonly Budget Cpu = Budget.AtMost(50, " % of a core");
    private readonly List<(double Percent, double PerSecond)> _rounds = [];

    private BenchSettings Settings => driver.Settings;

    public async Task RunAsync(Report report, CancellationToken cancel)
    {
        await Console.Error.WriteLineAsync($"{Settings.CheckedInstances} checked instances");
        using var listeners = new ProbedListeners(Settings.CheckedInstances / ProbeRequests.Services);
        await using var node = await LeasedNode.StartAsync(driver, launcher, "probe-load", cancel);
        await LeasedNode.FillAsync(driver, node, ProbeRequests.Register(listeners.Port, Interval), Settings.CheckedInstances, cancel);
        await Task.Delay(Settings.HealthWarmUp, cancel);
        for (var round = 0; round < Settings.HealthRounds; round++)
            _rounds.Add(await MeasureAsync(node, listeners, cancel));
        Write(report, await LeasedNode.AskAsync(node, cancel));
    }

    private async Task<(double Percent, double PerSecond)> MeasureAsync(
        ServerProcess node, ProbedListeners listeners, CancellationToken cancel)
    {
        var (window, before) = (new CpuWindow(node), listeners.Accepted);
        await Task.Delay(Settings.HealthRound, cancel);
        var (percent, perSecond) = (window.Percent, (listeners.Accepted - before) / Settings.HealthRound.TotalSeconds);
        await Console.Error.WriteLineAsync($"  {Show.Count(perSecond)} probes/s, {Show.Number(percent)} % of a core");
        return (percent, perSecond);
    }

    private void Write(Report report, HealthAnswer health)
    {
        var (cpu, rate) = (Spread.Of(_rounds.Select(round => round.Percent)), Spread.Of(_rounds.Select(round => round.PerSecond)));
        report.Heading($"{Show.Count(Settings.CheckedInstances)} instances on one node, each with a tcp check every {Interval} s "
            + $"({Settings.HealthRounds} rounds of {Settings.HealthRound.TotalSeconds} s)");
        report.Table(
            ["target", "probes/s (range)", "% of a core (range)", "CPU µs/probe"],
            [[
                "node",
                Show.Rate(rate),
                Show.Ratio(cpu),
                Show.Number(Spread.Of(_rounds.Select(round => 10_000 * round.Percent / round.PerSecond)).Median)
            ]]);
        report.Line("");
        report.Line($"Expired {health.Expired}, failing {health.Failing}, held {health.Held}; {Show.Count(health.Probed)} checks are "
            + $"watched. Probes are counted where they arrive: {Settings.CheckedInstances / ProbeRequests.Services} listening sockets on "
            + "as many loopback addresses.");
        report.Judge($"CPU, {Show.Count(Settings.CheckedInstances)} tcp checks", $"{Show.Ratio(cpu)} %", Cpu, cpu.Median);
        report.Judge(
            "false expiries, checks",
            Show.Count(health.Expired + health.Failing + health.Held),
            "0",
            health.Expired + health.Failing + health.Held == 0);
        if (rate.Median < 0.9 * Settings.CheckedInstances / Interval)
            driver.Fail($"{Show.Count(rate.Median)} probes a second arrive, where {Settings.CheckedInstances / Interval} are due.");
    }
}
