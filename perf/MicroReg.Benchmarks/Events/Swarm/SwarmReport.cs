using MicroReg.Benchmarks.Reporting;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Events.Swarm;

/// <summary>The tables of the many subscribers, and their budget.</summary>
internal static class SwarmReport
{
    public const string Nobody = "nobody";
    public const string Stalled = "one stream that does not read";
    private static readonly Budget P99 = Budget.AtMost(100, " ms");

    public static void Write(
        Report report, BenchSettings settings, IReadOnlyList<SwarmRow> rows, IReadOnlyList<(string State, MemoryFigures Memory)> memory)
    {
        report.Heading($"Many subscribers on one node with {Show.Count(settings.SwarmRecords)} instances ({settings.SwarmRounds} rounds "
            + $"of {settings.SwarmTime.TotalSeconds} s)");
        report.Table(SwarmRow.LatencyColumns, rows.Select(row => row.LatencyRow()));
        report.Line("");
        report.Line("The node is alone, so no change waits for another one. Client CPU is that of this process, which changes and "
            + "listens, on the same cores. With more than 100 streams a node gathers 20 ms of changes for them.");

        report.Heading($"Bytes of a change, {Show.Count(settings.SwarmRecords)} instances, received from the socket by each subscriber "
            + "(headers and framing of HTTP and empty pages included)");
        report.Table(SwarmRow.ByteColumns, rows.Where(row => row.IsOneKind).Select(row => row.ByteRow()));

        report.Heading("Memory of that node, after a full collection");
        report.Table(
            ["when", "managed heap MiB", "resident MiB"],
            memory.Select(one => (string[])[one.State, MiB(one.Memory.ManagedHeap), MiB(one.Memory.Resident)]));
        Judge(report, settings, rows);
    }

    private static void Judge(Report report, BenchSettings settings, IReadOnlyList<SwarmRow> rows)
    {
        foreach (var row in rows.Where(row => row.PerSecond == SwarmScenario.Fast
            && row.Subscribers >= settings.Streams
            && row.Name.Contains("streams", StringComparison.Ordinal)))
        {
            var p99 = row.Heard(0.99);
            report.Judge(
                $"{row.Name}, {Show.Count(row.PerSecond)} changes/s, change to event parsed, p99",
                $"{Show.Ratio(p99)} ms",
                P99,
                p99.Median);
            report.Judge($"{row.Name}, events lost", Show.Count(row.Lost), "0", row.Lost == 0);
        }
        if (rows.FirstOrDefault(row => row.Name == Nobody) is { } nobody && rows.FirstOrDefault(row => row.Name == Stalled) is { } stalled)
            report.Line($"\nA stream that does not read: the writer's p50 {Show.Number(stalled.Answered(0.5).Median)} ms, p99 "
                + $"{Show.Ratio(stalled.Answered(0.99))} ms; without it {Show.Number(nobody.Answered(0.5).Median)} ms, "
                + $"{Show.Ratio(nobody.Answered(0.99))} ms.");
    }

    private static string MiB(long bytes) => Show.Count(bytes / 1_048_576.0);
}
