using MicroReg.Benchmarks.Load;
using MicroReg.Benchmarks.Measuring;
using MicroReg.Benchmarks.Reporting;
using MicroReg.Benchmarks.Requests;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Scenarios;

/// <summary><c>get_service_details</c> over all services, against the floor, at each number of records.</summary>
internal static class LookupScenario
{
    private const double FloorBudget = 1.6;

    public static async Task RunAsync(
        Driver driver, ServerLauncher launcher, IReadOnlyDictionary<int, ServerProcess> nodes, Report report, CancellationToken cancel)
    {
        await Console.Error.WriteLineAsync("lookup");
        var sizes = driver.Settings.Records;
        var answerBytes = await AnswerSize.ProbeAsync(nodes[sizes[0]], RegistryRequests.Lookup(sizes[0])(), cancel);
        await using var floor = await launcher.StartFloorAsync(answerBytes, cancel);
        List<ITarget> targets = [new CallTarget("floor", driver, ServerGroup.Of(floor), Load(driver, sizes[0], AnswerCheck.AnySuccess))];
        targets.AddRange(sizes.Select(records => new CallTarget(
            $"lookup, {Show.Count(records)} records", driver, ServerGroup.Of(nodes[records]),
            Load(driver, records, RegistryRequests.LookupCheck))));
        var rounds = await Rounds.InterleaveAsync(targets, driver.Settings.LookupRounds, cancel);
        Write(report, rounds, answerBytes);
        Growth.Write(report, "lookup", sizes, rounds[1], rounds[^1]);
    }

    private static CallLoad Load(Driver driver, int records, AnswerCheck check) => new(
        RegistryRequests.Lookup(records), check, driver.Settings.WarmUpCalls, long.MaxValue, driver.Settings.LookupRound);

    private static void Write(Report report, IReadOnlyList<Rounds> rounds, int answerBytes)
    {
        report.Heading($"XML-RPC lookup (get_service_details; answers of {answerBytes} bytes)");
        report.Table(
            [.. Show.LoadColumns, "CPU against floor (range)"],
            rounds.Select(r => (string[])[.. Show.LoadRow(r), Show.Ratio(AgainstFloor(r, rounds[0]))]));
        foreach (var registry in rounds.Skip(1))
        {
            var ratio = AgainstFloor(registry, rounds[0]);
            report.Judge(
                $"CPU per call, {registry.Name}", $"{Show.Ratio(ratio)} × floor", $"≤ {FloorBudget} × floor", ratio.Median <= FloorBudget);
        }
    }

    private static Spread AgainstFloor(Rounds rounds, Rounds floor) =>
        Spread.OfRatios(rounds, floor, s => s.CpuMicrosecondsPerCall);
}
