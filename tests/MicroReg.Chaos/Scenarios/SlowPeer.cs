using MicroReg.Chaos.Checking;
using MicroReg.Testing.Calls;
using MicroReg.Testing.Nodes;

namespace MicroReg.Chaos.Scenarios;

/// <summary>The link of one node carries less than what is written; the majority of the others must not wait for it.</summary>
internal sealed class SlowPeer : Scenario
{
    private const int KilobitsPerSecond = 256;
    private const int QueueKilobytes = 32;
    private const double MostRatio = 5;
    private const double Slack = 20;

    public override string Name => "slow peer";

    public override ClusterShape Shape { get; } = new(3, HasOwnNetwork: true);

    public override async Task RunAsync(Stage stage)
    {
        var slow = stage.AnyNode();
        var length = stage.Extent.Seconds(5, 20);
        var (p50, p99) = await MeasureAsync(stage, slow, length / 2);
        await stage.Cluster.Links.SlowDownAsync(slow.Number, KilobitsPerSecond, QueueKilobytes);
        await Patience.LastAsync(length / 2);
        var (slowP50, slowP99) = await MeasureAsync(stage, slow, length / 2);
        await stage.Cluster.Links.SpeedUpAsync(slow.Number);

        stage.Note($"{slow.Name} at {KilobitsPerSecond} kbit/s; writes at the others: p50 {p50:0.0} to {slowP50:0.0} ms, p99 {p99:0.0} "
            + $"to {slowP99:0.0} ms");
        stage.Expect(
            slowP50 <= (MostRatio * p50) + Slack, $"writes at the others stay fast (p50 {p50:0.0} ms before, {slowP50:0.0} ms now)");
        stage.Expect(
            slowP99 <= (MostRatio * p99) + (10 * Slack), $"writes at the others stay fast (p99 {p99:0.0} ms before, {slowP99:0.0} ms now)");
    }

    private static async Task<(double P50, double P99)> MeasureAsync(Stage stage, ClusterNode slow, TimeSpan length)
    {
        var start = stage.History.Now;
        await Patience.LastAsync(length);
        double[] times = [.. stage.AllBut(slow)
            .SelectMany(node => stage.WritesSince(start, node))
            .Where(Counts)
            .Select(write => write.Milliseconds)
            .Order()];
        return times.Length == 0 ? (0, 0) : (times[times.Length / 2], times[times.Length * 99 / 100]);
    }

    private static bool Counts(HistoryEntry write) => write.Outcome is CallOutcome.Acknowledged && !write.IsShared;
}
