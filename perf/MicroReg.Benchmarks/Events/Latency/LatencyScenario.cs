using MicroReg.Benchmarks.ClusterScenarios;
using MicroReg.Benchmarks.Events.Changes;
using MicroReg.Benchmarks.Events.Ways;
using MicroReg.Benchmarks.Measuring;
using MicroReg.Benchmarks.Reporting;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Events.Latency;

/// <summary>
/// How long a change of status takes to those who listen, on the node that takes it and on another one, for every way
/// to listen; and the same in etcd and ZooKeeper. All take turns in the same rounds.
/// </summary>
internal sealed class LatencyScenario(Driver driver, ServerLauncher launcher)
{
    private const double Slow = 1;
    private static readonly double[] Rates = [100, 500];
    private readonly List<EventTable> _tables = [];
    private EventTable? _judged;
    private IReadOnlyList<string> _peerFacts = [];
    private bool _hasCallbacks;

    public async Task RunAsync(CancellationToken cancel)
    {
        await using var servers = new LatencyServers(driver, launcher);
        await servers.StartAsync(cancel);
        (_peerFacts, _hasCallbacks) = (servers.PeerFacts, servers.Ways.Any(way => way is Callback));
        if (!_hasCallbacks)
            await Console.Error.WriteLineAsync("the nodes do not know subscribe: callbacks are not measured");
        foreach (var records in driver.Settings.Records)
        {
            await Console.Error.WriteLineAsync($"change to subscriber, {records} records: storing them");
            await servers.FillAsync(records, cancel);
            await TogetherAsync(servers, records, cancel);
            foreach (var rate in Rates)
                _judged = await OneByOneAsync(servers, records, rate, cancel);
            await StepCheck.RunAsync(driver, servers.Nodes, cancel);
        }
    }

    public void Write(Report report)
    {
        report.Heading("How changes reach those who listen, three nodes");
        report.Line("- Changes: `update_status` of the stored instances in turn, at one node, in an open loop (a call is sent when it is "
            + "due, whether or not others are answered); every node is `strict`: a change that no majority held in time would be an "
            + "error. The nodes sync no disk unless `--set microreg.storage.fsync=always`.");
        report.Line("- A time runs until the subscriber has parsed the event; sending and hearing are in one process, on one clock. At "
            + "100/s and more one way is listened to at a time, by one subscriber on each of the two nodes; at 1/s all listen at once. "
            + "Medians of rounds; p999 over all rounds.");
        report.Line("- SSE: HttpClient, SseParser, System.Text.Json. Long poll and callback: HttpClient, Kestrel, this repository's "
            + "XML-RPC codec.");
        if (!_hasCallbacks)
            report.Line("- The nodes do not know `subscribe`: callbacks were not measured.");
        foreach (var facts in _peerFacts)
            report.Line($"- {facts}");
        _tables.ForEach(table => table.Write(report));
        _judged?.Judge(report);
    }

    /// <summary>
    /// At one a second every subscriber listens at once, to its own servers; 60 changes each would take too long in turn.
    /// </summary>
    private async Task TogetherAsync(LatencyServers servers, int records, CancellationToken cancel)
    {
        var table = Add(records, Slow);
        var targets = servers.Together();
        var pace = new ChangePace(Slow, driver.Settings.EventChanges(Slow));
        // Not counted: connections are made and code is compiled.
        await Task.WhenAll(targets.Select(target => target.MeasureAsync(new ChangePace(10, 30), cancel)));
        for (var round = 0; round < driver.Settings.SlowRounds; round++)
        {
            var rounds = targets.Select(async (target, i) =>
            {
                await Task.Delay(i * pace.Interval / targets.Count, cancel);
                return await target.MeasureAsync(pace, cancel);
            });
            foreach (var measured in await Task.WhenAll(rounds))
                table.Add(measured);
        }
        await NoteAsync(table);
    }

    private async Task<EventTable> OneByOneAsync(LatencyServers servers, int records, double rate, CancellationToken cancel)
    {
        var table = Add(records, rate);
        var pace = new ChangePace(rate, driver.Settings.EventChanges(rate));
        var targets = servers.OneByOne();
        // Round 0 is not counted, and short: code is compiled.
        for (var round = 0; round <= driver.Settings.EventRounds; round++)
        {
            await Console.Error.WriteAsync($"  {rate}/s, round {round} of {driver.Settings.EventRounds}, p50 ms:");
            foreach (var target in targets)
            {
                var measured = await target.MeasureAsync(round > 0 ? pace : pace with { Count = pace.Count / 4 }, cancel);
                if (round > 0)
                    table.Add(measured);
                var medians = measured.Listeners.Select(one => one.Sample.FromSend.Quantile(0.5).TotalMilliseconds);
                await Console.Error.WriteAsync($" {target.Name} {string.Join('/', medians.Select(Show.Number))}");
            }
            await Console.Error.WriteLineAsync();
        }
        await NoteAsync(table);
        return table;
    }

    private EventTable Add(int records, double rate)
    {
        var table = new EventTable(records, rate);
        _tables.Add(table);
        return table;
    }

    private async Task NoteAsync(EventTable table)
    {
        foreach (var loss in table.Losses())
        {
            driver.Fail(loss);
            await Console.Error.WriteLineAsync($"  {loss}");
        }
    }
}
