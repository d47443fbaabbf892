using System.Diagnostics;
using MicroReg.Benchmarks.Clusters;
using MicroReg.Benchmarks.Load;
using MicroReg.Benchmarks.Measuring;
using MicroReg.Benchmarks.Reporting;
using MicroReg.Benchmarks.Requests;

namespace MicroReg.Benchmarks.ClusterScenarios;

/// <summary>How long until a registration shows on another node: with nothing else to do, and beside other registrations.</summary>
internal sealed class VisibilityScenario(Driver driver)
{
    private const double BackgroundRate = 500;
    private const int BackgroundConnections = 15;
    private const int WarmUpProbes = 20;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly Budget P50 = Budget.AtMost(5, " ms");
    private static readonly Budget P99 = Budget.AtMost(40, " ms");
    private readonly List<Measured> _measured = [];

    public async Task RunAsync(MeasuredCluster cluster, int records, CancellationToken cancel)
    {
        await Console.Error.WriteLineAsync($"visible on another node, {records} records");
        // Above the numbers of the other scenarios, so that a name is new to the cluster.
        var numbers = new NumberSequence(10_000_000);
        var first = numbers.Upcoming;
        // Not counted: the first calls are compiled.
        using var warmUp = await ProbeAsync(cluster, numbers, WarmUpProbes, cancel);
        using var quiet = await ProbeAsync(cluster, numbers, driver.Settings.VisibilityProbes, cancel);
        _measured.Add(new Measured($"nothing else, {Show.Count(records)} records", quiet));
        _measured.Add(await ProbeBesideLoadAsync(cluster, numbers, records, cancel));
        await TakeBackAsync(cluster, first, numbers.Upcoming - first, records, cancel);
    }

    public void Write(Report report)
    {
        report.Heading($"Registered at one node, visible on another (from sending the call; {driver.Settings.VisibilityProbes} probes, "
            + "ten a second, majority)");
        report.Table(
            ["beside", "p50 ms", "p99 ms", "longest ms", "answered, p99 ms", "background calls/s", "answered, p99 ms"],
            _measured.Select(m => (string[])
            [
                m.Beside, Milliseconds(m.Visible, 0.5),
                Milliseconds(m.Visible, 0.99), Milliseconds(m.Visible, 1), Milliseconds(m.Answered, 0.99),
                m.Background is { } load ? Show.Count(load.Latencies.Count / load.Elapsed.TotalSeconds) : "–",
                m.Background is { } busy ? Milliseconds(busy.Latencies, 0.99) : "–",
            ]));
        report.Line("");
        report.Line("The lookups that ask for it run in a tight loop and take their share of the cores, too.");
        foreach (var busy in _measured.Where(m => m.Background is not null))
        {
            Judge(report, "p50", busy, 0.5, P50);
            Judge(report, "p99", busy, 0.99, P99);
        }
    }

    private static void Judge(Report report, string figure, Measured measured, double quantile, Budget budget) => report.Judge(
        $"visible on another node, {figure}, beside {measured.Beside}", $"{Milliseconds(measured.Visible, quantile)} ms", budget,
        measured.Visible.Quantile(quantile).TotalMilliseconds);

    private async Task<Measured> ProbeBesideLoadAsync(
        MeasuredCluster cluster, NumberSequence numbers, int records, CancellationToken cancel)
    {
        using var enough = new CancellationTokenSource();
        var plan = new LoadPlan(
            [.. cluster.Processes.Select(p => p.Port)], BackgroundConnections, long.MaxValue, driver.Settings.PhaseLimit,
            RegistryRequests.Register(numbers), RegistryRequests.RegisterCheck)
        {
            CallsPerSecond = BackgroundRate,
        };
        var background = LoadGenerator.RunAsync(plan, cancel, enough.Token);
        using var probe = await ProbeAsync(cluster, numbers, driver.Settings.VisibilityProbes, cancel);
        await enough.CancelAsync();
        var result = await background;
        driver.Count(result);
        return new Measured($"{Show.Count(BackgroundRate)} registers/s over the three nodes, {Show.Count(records)} records", probe, result);
    }

    private async Task<VisibilityProbe> ProbeAsync(MeasuredCluster cluster, NumberSequence numbers, int probes, CancellationToken cancel)
    {
        var probe = new VisibilityProbe(
            driver,
            await HttpConnection.OpenAsync(cluster.Processes[0].Port, cancel),
            await HttpConnection.OpenAsync(cluster.Processes[1].Port, cancel));
        var pace = new CallPace(TimeSpan.Zero, Interval);
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < probes && Stopwatch.GetElapsedTime(started) < driver.Settings.PhaseLimit; i++)
        {
            await pace.WaitAsync();
            await probe.RunAsync(numbers, cancel);
        }
        return probe;
    }

    private async Task TakeBackAsync(MeasuredCluster cluster, long first, long count, int records, CancellationToken cancel)
    {
        await cluster.SettleAsync(records + count, cancel);
        var servers = new ServerGroup(cluster.Processes, cluster.Processes)
        {
            SettleAsync = (_, token) => cluster.SettleAsync(records, token)
        };
        await driver.RunAsync(
            servers, RegistryRequests.Unregister(new(first)), RegistryRequests.TrueCheck, count, driver.Settings.PhaseLimit, cancel);
    }

    private static string Milliseconds(LatencyHistogram latencies, double quantile) =>
        Show.Number(latencies.Quantile(quantile).TotalMilliseconds);

    private sealed record Measured(string Beside, LatencyHistogram Visible, LatencyHistogram Answered, LoadResult? Background)
    {
        public Measured(string beside, VisibilityProbe probe, LoadResult? background = null)
            : this(beside, probe.Latencies, probe.Answers, background)
        {
        }
    }
}
