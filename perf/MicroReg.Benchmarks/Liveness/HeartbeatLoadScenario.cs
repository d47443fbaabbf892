using MicroReg.Benchmarks.Load;
using MicroReg.Benchmarks.Measuring;
using MicroReg.Benchmarks.Reporting;
using MicroReg.Benchmarks.Requests;
using MicroReg.Benchmarks.Scenarios;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Liveness;

/// <summary>
/// Many leased instances on one node, each beating every ten seconds, one after another at an even pace: the share of a core that it
/// takes, and whether any of them is expired. The same calls to the floor are measured before.
/// </summary>
internal sealed class HeartbeatLoadScenario(Driver driver, ServerLauncher launcher)
{
    private const int Ttl = 30;
    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(10);
    private static readonly Budget Cpu = Budget.AtMost(50, " % of a core");
    private readonly List<HeartbeatRound> _floor = [];
    private readonly List<HeartbeatRound> _node = [];

    private BenchSettings Settings => driver.Settings;

    public async Task RunAsync(Report report, CancellationToken cancel)
    {
        await Console.Error.WriteLineAsync($"{Settings.LeasedInstances} leased instances");
        await using var node = await LeasedNode.StartAsync(driver, launcher, "beat-load", cancel);
        var requests = HeartbeatRequests.Single(Settings.LeasedInstances);
        await using (var floor = await launcher.StartFloorAsync(await AnswerSizeAsync(node, cancel), cancel))
        {
            await HeartbeatAsync(floor, requests, AnswerCheck.AnySuccess, Settings.HealthWarmUp / 4, cancel);
            _floor.Add(await HeartbeatAsync(floor, requests, AnswerCheck.AnySuccess, Settings.HealthRound, cancel));
        }

        await LeasedNode.FillAsync(driver, node, HeartbeatRequests.Register(Ttl), Settings.LeasedInstances, cancel);
        await HeartbeatAsync(node, requests, RegistryRequests.TrueCheck, Settings.HealthWarmUp, cancel);
        for (var round = 0; round < Settings.HealthRounds; round++)
            _node.Add(await HeartbeatAsync(node, requests, RegistryRequests.TrueCheck, Settings.HealthRound, cancel));
        Write(report, await LeasedNode.AskAsync(node, cancel));
    }

    private static async Task<int> AnswerSizeAsync(ServerProcess node, CancellationToken cancel)
    {
        using var client = new NodeClient(node);
        return (await client.CallAsync(
            HttpRequestBody.Of(HeartbeatRequests.Single(StoredNames.InstancesPerService)().Next()), cancel)).Length;
    }

    private async Task<HeartbeatRound> HeartbeatAsync(
        ServerProcess server, Func<IRequestSource> requests, AnswerCheck check, TimeSpan length, CancellationToken cancel)
    {
        var plan = new LoadPlan([server.Port], Settings.Connections, long.MaxValue, length, requests, check)
        {
            CallsPerSecond = Settings.LeasedInstances / HeartbeatInterval.TotalSeconds,
        };
        var window = new CpuWindow(server);
        var result = await LoadGenerator.RunAsync(plan, cancel);
        var percent = window.Percent;
        driver.Count(result);
        await Console.Error.WriteLineAsync(
            $"  {Show.Count(result.Latencies.Count / result.Elapsed.TotalSeconds)} calls/s, {Show.Number(percent)} % of a core");
        return new HeartbeatRound(percent, result);
    }

    private void Write(Report report, HealthAnswer health)
    {
        report.Heading($"{Show.Count(Settings.LeasedInstances)} leased instances on one node (lease {Ttl} s, a beat every "
            + $"{HeartbeatInterval.TotalSeconds} s; {Settings.HealthRounds} rounds of {Settings.HealthRound.TotalSeconds} s)");
        report.Table(
            ["target", "beats/s", "% of a core (range)", "p50 ms", "p99 ms", "longest ms"],
            [Row("floor", _floor), Row("node", _node)]);
        report.Line("");
        report.Line($"Expired {health.Expired}, failing {health.Failing}, held {health.Held}, pauses {health.Pauses}; "
            + $"{Show.Count(health.Leased)} leases are watched. The beats come over {Settings.Connections} connections.");
        var cpu = Spread.Of(_node.Select(round => round.Percent));
        report.Judge($"CPU, {Show.Count(Settings.LeasedInstances)} leased instances", $"{Show.Ratio(cpu)} %", Cpu, cpu.Median);
        report.Judge(
            "false expiries, leases",
            Show.Count(health.Expired + health.Failing + health.Held),
            "0",
            health.Expired + health.Failing + health.Held == 0);
        if (health.Leased != Settings.LeasedInstances)
            driver.Fail($"The node watches {health.Leased} leases of {Settings.LeasedInstances}.");
    }

    private static string[] Row(string name, List<HeartbeatRound> rounds) =>
    [
        name,
        Show.Count(Spread.Of(rounds.Select(round => round.Result.Latencies.Count / round.Result.Elapsed.TotalSeconds)).Median),
        Show.Ratio(Spread.Of(rounds.Select(round => round.Percent))),
        Latency(rounds, 0.5),
        Latency(rounds, 0.99),
        Latency(rounds, 1),
    ];

    private static string Latency(List<HeartbeatRound> rounds, double quantile) =>
        Show.Number(Spread.Of(rounds.Select(round => round.Result.Latencies.Quantile(quantile).TotalMilliseconds)).Median);

    private sealed record HeartbeatRound(double Percent, LoadResult Result);
}
