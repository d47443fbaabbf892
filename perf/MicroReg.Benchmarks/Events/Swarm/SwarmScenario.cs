using MicroReg.Benchmarks.Events.Changes;
using MicroReg.Benchmarks.Events.Ways;
using MicroReg.Benchmarks.Measuring;
using MicroReg.Benchmarks.Reporting;
using MicroReg.Benchmarks.Requests;
using MicroReg.Benchmarks.Scenarios;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Events.Swarm;

/// <summary>
/// Many subscribers on one node, and one that stops reading: whether all hear of everything in time, what it costs, and
/// whether the writers notice.
/// </summary>
internal sealed class SwarmScenario(Driver driver, ServerLauncher launcher)
{
    public const double Fast = 100;
    private const double Slow = 10;
    private const int OpenConnections = 32;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private readonly List<SwarmRow> _rows = [];
    private readonly List<(string State, MemoryFigures Memory)> _memory = [];

    public async Task RunAsync(CancellationToken cancel)
    {
        var settings = driver.Settings;
        await Console.Error.WriteLineAsync($"many subscribers on one node, {settings.SwarmRecords} records");
        await using var node = await launcher.StartNodeAsync(
            Path.Combine(settings.WorkDirectory, "swarm"), cancel, StoredRecords.AllowCollect);
        using var client = new NodeClient(node);
        await driver.RunAsync(
            ServerGroup.Of(node), RegistryRequests.Preload(), RegistryRequests.RegisterCheck, settings.SwarmRecords, settings.PreloadLimit,
            cancel);
        using var changes = new RegistryChanges(node.Port);
        await changes.OpenAsync(OpenConnections, cancel);
        var statuses = new RecordStatuses();
        statuses.Grow(settings.SwarmRecords);
        var stage = new SwarmStage(new SwarmDriver(node, changes, statuses), node, client);
        await stage.Driver.RunAsync([], Pace(Fast, WarmUp), cancel);
        await NoteMemoryAsync("nobody listens", client, cancel);

        await StalledAsync(stage, cancel);
        await StreamsAsync(stage, cancel);
        await NoteMemoryAsync("all are gone", client, cancel);
        await LongPollsAsync(stage, cancel);
        await NoteMemoryAsync("the long polls are gone, too", client, cancel);
        if (await CallbackCalls.AreServedAsync(node.Port, cancel))
            await CallbacksAsync(stage, cancel);
        await NoteMemoryAsync("at the end", client, cancel);
        foreach (var row in _rows.Where(row => row.Lost > 0))
            driver.Fail($"{row.Name}: {row.Lost} events were lost.");
    }

    public void Write(Report report) => SwarmReport.Write(report, driver.Settings, _rows, _memory);

    /// <summary>Nobody, and one that does not read, in turn: what the writers notice of it.</summary>
    private async Task StalledAsync(SwarmStage stage, CancellationToken cancel)
    {
        var (nobody, stalled) = (Add(SwarmReport.Nobody, 0, Fast), Add(SwarmReport.Stalled, 0, Fast));
        for (var round = 0; round < driver.Settings.SwarmRounds; round++)
        {
            nobody.Add(await stage.Driver.RunAsync([], Pace(Fast), cancel));
            using var stream = await StalledStream.OpenAsync(stage.Node.Port, cancel);
            stalled.Add(await stage.Driver.RunAsync([], Pace(Fast), cancel));
            if (round == 0)
                await NoteMemoryAsync(SwarmReport.Stalled, stage.Client, cancel);
        }
    }

    private async Task StreamsAsync(SwarmStage stage, CancellationToken cancel)
    {
        var count = driver.Settings.Streams;
        await using var streams = new Crowd();
        await streams.FillAsync(count, stage.Node.Port, RawStream.OpenAsync, cancel);
        await NoteMemoryAsync($"{Show.Count(count)} streams are open", stage.Client, cancel);
        await stage.Driver.RunAsync(streams.Members, Pace(Fast, WarmUp), cancel);
        await RoundsAsync(stage, $"{Show.Count(count)} streams", streams.Members, Fast, cancel);
        await NoteMemoryAsync($"{Show.Count(count)} streams after {Show.Count(Fast)} changes/s", stage.Client, cancel);
        await RoundsAsync(stage, $"{Show.Count(count)} streams", streams.Members, Slow, cancel);
        using (await StalledStream.OpenAsync(stage.Node.Port, cancel))
            await RoundsAsync(stage, $"{Show.Count(count)} streams and one that does not read", streams.Members, Fast, cancel);
        if (!await CallbackCalls.AreServedAsync(stage.Node.Port, cancel))
            return;
        await using var callbacks = await CallbacksOfAsync(stage, cancel);
        await RoundsAsync(
            stage, $"{Show.Count(count)} streams and {Show.Count(driver.Settings.Callbacks)} callbacks",
            [.. streams.Members, .. callbacks.Subscriptions], Fast, cancel);
    }

    private async Task LongPollsAsync(SwarmStage stage, CancellationToken cancel)
    {
        var count = driver.Settings.Streams;
        await using var polls = new Crowd();
        await polls.FillAsync(count, stage.Node.Port, RawLongPoll.OpenAsync, cancel);
        await stage.Driver.RunAsync(polls.Members, Pace(Slow, WarmUp), cancel);
        await RoundsAsync(stage, $"{Show.Count(count)} long polls", polls.Members, Slow, cancel);
        await RoundsAsync(stage, $"{Show.Count(count)} long polls", polls.Members, Fast, cancel);
        await NoteMemoryAsync($"{Show.Count(count)} long polls after {Show.Count(Fast)} changes/s", stage.Client, cancel);
    }

    private async Task CallbacksAsync(SwarmStage stage, CancellationToken cancel)
    {
        await using var callbacks = await CallbacksOfAsync(stage, cancel);
        await RoundsAsync(stage, $"{Show.Count(driver.Settings.Callbacks)} callbacks", callbacks.Subscriptions, Fast, cancel);
    }

    private async Task<RawCallbacks> CallbacksOfAsync(SwarmStage stage, CancellationToken cancel)
    {
        var callbacks = new RawCallbacks(stage.Node.Port);
        using var calls = new FeedCalls(stage.Node.Port);
        await callbacks.SubscribeAsync(driver.Settings.Callbacks, await calls.ReadToEndAsync(cancel), cancel);
        await stage.Driver.RunAsync(callbacks.Subscriptions, Pace(Fast, WarmUp), cancel);
        return callbacks;
    }

    private async Task RoundsAsync(
        SwarmStage stage, string name, IReadOnlyList<RawSubscription> members, double rate, CancellationToken cancel)
    {
        var row = Add(name, members.Count, rate);
        for (var round = 0; round < driver.Settings.SwarmRounds; round++)
            row.Add(await stage.Driver.RunAsync(members, Pace(rate), cancel));
        await Console.Error.WriteLineAsync($"  {name}, {rate} changes/s: p99 {Show.Ratio(row.Heard(0.99))} ms");
    }

    private SwarmRow Add(string name, int subscribers, double rate)
    {
        var row = new SwarmRow(name, subscribers, rate);
        _rows.Add(row);
        return row;
    }

    private ChangePace Pace(double rate) => Pace(rate, driver.Settings.SwarmTime);

    private static ChangePace Pace(double rate, TimeSpan time) => new(rate, (int)(rate * time.TotalSeconds));

    private async Task NoteMemoryAsync(string state, NodeClient client, CancellationToken cancel) =>
        _memory.Add((state, await client.CollectAsync(cancel)));

    private sealed record SwarmStage(SwarmDriver Driver, ServerProcess Node, NodeClient Client);
}
