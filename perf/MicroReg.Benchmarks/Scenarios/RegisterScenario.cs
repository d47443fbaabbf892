using MicroReg.Benchmarks.Load;
using MicroReg.Benchmarks.Measuring;
using MicroReg.Benchmarks.Reporting;
using MicroReg.Benchmarks.Requests;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Scenarios;

/// <summary>
/// <c>register</c> of new names: against the floor, with and without a sync for each group of writes, with few and many
/// records there, and against etcd. All of them take turns in the same rounds.
/// </summary>
internal sealed class RegisterScenario(Driver driver, ServerLauncher launcher, StoredRecords stored)
{
    private const string SyncAlways = "microreg.storage.fsync=always";

    public async Task RunAsync(IReadOnlyDictionary<int, ServerProcess> nodes, Report report, CancellationToken cancel)
    {
        await Console.Error.WriteLineAsync("register");
        await using var fleet = new Fleet();
        var sizes = driver.Settings.Records;
        // The stored records once more: answers like those for new ones, and nothing to take back.
        var answerBytes = await AnswerSize.ProbeAsync(nodes[sizes[0]], RegistryRequests.Preload()(), cancel);
        var floor = await fleet.AddAsync(launcher.StartFloorAsync(answerBytes, cancel));
        var synced = new Dictionary<int, ServerProcess>();
        foreach (var records in sizes)
            synced[records] = await fleet.AddAsync(launcher.StartNodeAsync(stored.Copy(records), cancel, SyncAlways));

        List<ITarget> targets = [new CallTarget("floor", driver, ServerGroup.Of(floor), FloorLoad())];
        targets.AddRange(sizes.Select(r => new RegisterTarget($"register, {Show.Count(r)} records", driver, nodes[r])));
        targets.AddRange(sizes.Select(r => new RegisterTarget($"register, {Show.Count(r)} records, fsync=always", driver, synced[r])));
        if (driver.Settings.EtcdPath.Length > 0)
            targets.Add(await AddEtcdAsync(fleet, cancel));

        var rounds = await Rounds.InterleaveAsync(targets, driver.Settings.RegisterRounds, cancel);
        new RegisterReport(report, driver.Settings, answerBytes).Write(rounds);
        await CheckCountsAsync([.. nodes, .. synced], cancel);
    }

    private async Task<ITarget> AddEtcdAsync(Fleet fleet, CancellationToken cancel)
    {
        var directory = Path.Combine(driver.Settings.WorkDirectory, "etcd");
        var etcd = await fleet.AddAsync(launcher.StartEtcdAsync(directory, cancel));
        return new CallTarget(
            "etcd put (JSON gateway, synced)",
            driver,
            ServerGroup.Of(etcd),
            Load(RegistryRequests.EtcdPut(new(0)), RegistryRequests.EtcdCheck));
    }

    private CallLoad FloorLoad() => new(
        RegistryRequests.Register(new(0)), AnswerCheck.AnySuccess, driver.Settings.WarmUpCalls, long.MaxValue, driver.Settings.FloorRound);

    private CallLoad Load(Func<IRequestSource> requests, AnswerCheck check) => new(
        requests, check, driver.Settings.RegisterWarmUpCalls, driver.Settings.RegisterRoundCalls, driver.Settings.PhaseLimit);

    private async Task CheckCountsAsync(IEnumerable<KeyValuePair<int, ServerProcess>> nodes, CancellationToken cancel)
    {
        foreach (var (records, node) in nodes)
        {
            using var client = new NodeClient(node);
            if (await client.CountAsync(cancel) is var count && count != records)
                driver.Fail($"After all was taken back the node should count {records} records; it counts {count}.");
        }
    }
}
