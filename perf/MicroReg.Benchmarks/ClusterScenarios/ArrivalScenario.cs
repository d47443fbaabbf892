using MicroReg.Benchmarks.Clusters;
using MicroReg.Benchmarks.Measuring;
using MicroReg.Benchmarks.Reporting;
using MicroReg.Benchmarks.Servers;
using MicroReg.Testing.Nodes;

namespace MicroReg.Benchmarks.ClusterScenarios;

/// <summary>A third node beside two that hold the records: one that has them on disk, and one that is empty and new.</summary>
internal sealed class ArrivalScenario(Driver driver, ServerLauncher launcher, StoredClusters stored)
{
    private static readonly Budget Start = Budget.AtMost(5, " s");
    private static readonly Budget Join = Budget.AtMost(6, " s");
    private static readonly Budget UpToReady = Budget.AtMost(1, " s");
    private readonly List<Measured> _measured = [];

    /// <summary>How long the first copy took; null if it was over before the first look, or there was none.</summary>
    public double? CopySeconds(int records) =>
        _measured.SingleOrDefault(m => m.Records == records && m.IsNew)?.Arrivals.Max(a => a.Copy?.TotalSeconds);

    public async Task RunAsync(int records, CancellationToken cancel)
    {
        await using var cluster = await MeasuredCluster.StartAsync(launcher, stored.Copy(records), cancel);
        var third = cluster.Nodes[^1].Node;
        var (starts, joins) = (new List<Arrival>(), new List<Arrival>());
        for (var run = 1; run <= driver.Settings.StartRuns; run++)
        {
            await Console.Error.WriteLineAsync($"start and join, {records} records, {run} of {driver.Settings.StartRuns}");
            await cluster.StopLastAsync(cancel);
            starts.Add(await ArriveAsync(cluster, third, records, cancel));
            await cluster.StopLastAsync(cancel);
            joins.Add(await ArriveAsync(cluster, await cluster.AddNodeAsync(), records, cancel));
        }
        _measured.Add(new Measured(records, IsNew: false, starts));
        _measured.Add(new Measured(records, IsNew: true, joins));
    }

    public void Write(Report report)
    {
        report.Heading("A third node beside two, from the start of its process (looked at every 20 ms)");
        report.Table(
            ["node", "ready, s (range)", "Up, s (range)", "Up to ready, s (range)", "first copy, s (range)"],
            _measured.Select(m => (string[])
            [
                m.Name, Seconds(m, a => a.Ready), Seconds(m, a => a.Up), Seconds(m, a => a.UpToReady),
                m.IsNew && m.Arrivals.All(a => a.Copy is not null) ? Seconds(m, a => a.Copy!.Value) : "–",
            ]));
        report.Line("");
        report.Line("Up to ready is negative where the records were there before the membership was.");
        foreach (var measured in _measured.Where(m => m.Records == driver.Settings.Records[^1]))
        {
            report.Judge(
                $"process start to ready, {measured.Name}",
                $"{Seconds(measured, a => a.Ready)} s",
                measured.IsNew ? Join : Start,
                Median(measured, a => a.Ready));
            if (measured.IsNew)
                report.Judge(
                    $"Up to ready, {measured.Name}",
                    $"{Seconds(measured, a => a.UpToReady)} s",
                    UpToReady,
                    Median(measured, a => a.UpToReady));
        }
    }

    private static async Task<Arrival> ArriveAsync(MeasuredCluster cluster, ClusterNode node, int records, CancellationToken cancel)
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var watching = Arrival.WatchAsync(node, giveUp.Token);
        try
        {
            await cluster.StartAsync(node, cancel);
        }
        catch
        {
            await giveUp.CancelAsync();
            throw;
        }
        var arrival = await watching;
        await cluster.SettleAsync(records, cancel);
        await cluster.CompleteAsync(cancel);
        return arrival;
    }

    private static double Median(Measured measured, Func<Arrival, TimeSpan> time) => SpreadOf(measured, time).Median;

    private static string Seconds(Measured measured, Func<Arrival, TimeSpan> time) => Show.Ratio(SpreadOf(measured, time));

    private static Spread SpreadOf(Measured measured, Func<Arrival, TimeSpan> time) =>
        Spread.Of(measured.Arrivals.Select(a => time(a).TotalSeconds));

    private sealed record Measured(int Records, bool IsNew, IReadOnlyList<Arrival> Arrivals)
    {
        public string Name => IsNew ? $"empty node joins two with {Show.Count(Records)} records" : $"{Show.Count(Records)} records on disk";
    }
}
