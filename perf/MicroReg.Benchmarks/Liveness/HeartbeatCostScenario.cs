using MicroReg.Benchmarks.Load;
using MicroReg.Benchmarks.Measuring;
using MicroReg.Benchmarks.Reporting;
using MicroReg.Benchmarks.Requests;
using MicroReg.Benchmarks.Scenarios;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Liveness;

/// <summary>
/// What a beat costs the node that takes it: one to a call, and a hundred to a call; each against a floor with the same bodies.
/// </summary>
internal sealed class HeartbeatCostScenario(Driver driver, ServerLauncher launcher)
{
    private const int DayInSeconds = 86_400;

    public async Task RunAsync(Report report, CancellationToken cancel)
    {
        var instances = driver.Settings.LeasedInstances;
        await Console.Error.WriteLineAsync($"cost of a beat, {instances} leased instances");
        await using var node = await LeasedNode.StartAsync(driver, launcher, "beat-cost", cancel);
        await LeasedNode.FillAsync(driver, node, HeartbeatRequests.Register(DayInSeconds), instances, cancel);
        var (single, batches) = (HeartbeatRequests.Single(instances), HeartbeatRequests.Batches(instances));
        await using var singleFloor = await launcher.StartFloorAsync(await AnswerSize.ProbeAsync(node, single(), cancel), cancel);
        await using var batchFloor = await launcher.StartFloorAsync(await AnswerSize.ProbeAsync(node, batches(), cancel), cancel);

        var rounds = await Rounds.InterleaveAsync(
            [
                Target("floor, one beat to a call", singleFloor, single, AnswerCheck.AnySuccess, 1),
                Target("heartbeat", node, single, RegistryRequests.TrueCheck, 1),
                Target(
                    $"floor, {HeartbeatRequests.Batch} beats to a call",
                    batchFloor,
                    batches,
                    AnswerCheck.AnySuccess,
                    HeartbeatRequests.Batch),
                Target(
                    $"system.multicall of {HeartbeatRequests.Batch} heartbeats",
                    node,
                    batches,
                    HeartbeatRequests.BatchCheck,
                    HeartbeatRequests.Batch),
            ],
            driver.Settings.LookupRounds, cancel);
        Write(report, instances, rounds);
    }

    private CallTarget Target(string name, ServerProcess server, Func<IRequestSource> requests, AnswerCheck check, int heartbeats) =>
        new(
            name,
            driver,
            ServerGroup.Of(server),
            new CallLoad(requests, check, driver.Settings.WarmUpCalls / heartbeats, long.MaxValue, driver.Settings.LookupRound));

    private static void Write(Report report, int instances, IReadOnlyList<Rounds> rounds)
    {
        report.Heading($"Cost of a beat over XML-RPC ({Show.Count(instances)} leased instances, all in turn)");
        report.Table(
            ["target", "beats/s (range)", "server CPU µs/beat (range)", "CPU against floor (range)", "p99 of a call, ms"],
            rounds.Select((round, i) => (string[])
            [
                round.Name,
                Show.Rate(round.Spread(sample => sample.CallsPerSecond * HeartbeatsOf(i))),
                Show.Ratio(round.Spread(sample => sample.CpuMicrosecondsPerCall / HeartbeatsOf(i))),
                Show.Ratio(Spread.OfRatios(round, rounds[i - (i % 2)], sample => sample.CpuMicrosecondsPerCall)),
                Show.Median(round, sample => sample.P99.TotalMilliseconds),
            ]));
    }

    private static int HeartbeatsOf(int target) => target < 2 ? 1 : HeartbeatRequests.Batch;
}
