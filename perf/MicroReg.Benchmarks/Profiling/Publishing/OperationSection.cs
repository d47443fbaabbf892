using System.Globalization;
using MicroReg.Benchmarks.Field;
using MicroReg.Benchmarks.Profiling.Areas;
using MicroReg.Benchmarks.Reporting;

namespace MicroReg.Benchmarks.Profiling.Publishing;

/// <summary>What is published of one operation.</summary>
internal static class OperationSection
{
    private const int MostRows = 15;

    // The first of them are how Akka calls an actor, which is the same for all.
    private const int MostMethods = 20;

    public static void Write(Report report, OperationProfile profile)
    {
        var nodes = profile.Nodes;
        report.Heading(char.ToUpperInvariant(OperationText.Title(profile.Operation)[0]) + OperationText.Title(profile.Operation)[1..]);
        WriteLoads(report, nodes);

        Title(report, "Where the CPU time goes");
        var areas = Cpu(nodes, node => node.Cpu.Areas);
        BreakdownTable.Write(
            report, "area", "µs/op", areas, AreaText.All.Where(area => areas.Any(one => one.Weights.ContainsKey(area))), areas: true);

        Title(report, "Functions by the time that they run themselves");
        WriteGreatest(report, "function", "µs/op", Cpu(nodes, node => node.Cpu.Self));

        Title(report, "Methods of MicroReg and Akka by the time until they return, collections left out");
        WriteGreatest(report, "method", "µs/op", Cpu(nodes, node => node.Cpu.Inclusive), MostMethods);

        Title(report, "What is allocated, by type");
        WriteGreatest(
            report,
            "type",
            "bytes/op",
            [.. nodes.Select(node => new Breakdown(node.Allocations.Types, node.Allocations.Bytes, node.BytesPerCall))]);
    }

    private static void WriteLoads(Report report, IReadOnlyList<NodeProfile> nodes) => report.Table(
        [
            "build",
            "op/s while profiled (no benchmark figure)",
            "server CPU µs/op",
            "samples",
            "without a name",
            "allocated bytes/op",
            "collections of generation 0, 1, 2 a second",
            "paused for them"
        ],
        nodes.Select((node, i) => (string[])
        [
            nodes.Count == 1 ? node.Name : $"{(i == 0 ? "before" : "after")}: {node.Name}",
            Show.Count(node.CpuLoad.CallsPerSecond),
            Show.Number(node.CpuLoad.CpuMicrosecondsPerCall),
            Show.Count(node.Cpu.Samples),
            BreakdownTable.Percent(NamelessShare(node.Cpu)),
            Show.Count(node.BytesPerCall)
                + (node.Allocations.EventsLost > 0 ? $" (at least: {node.Allocations.EventsLost} events lost)" : ""),
            string.Join(", ", node.Allocations.Collections.Select(
                count => (count / node.AllocationLoad.Elapsed.TotalSeconds).ToString("N1", CultureInfo.InvariantCulture))),
            BreakdownTable.Percent(node.PausedShare),
        ]));

    private static void WriteGreatest(Report report, string what, string unit, IReadOnlyList<Breakdown> all, int most = MostRows) =>
        BreakdownTable.Write(report, what, unit, all, Breakdown.Greatest(all, most));

    private static IReadOnlyList<Breakdown> Cpu(
        IReadOnlyList<NodeProfile> nodes, Func<NodeProfile, IReadOnlyDictionary<string, double>> weights) =>
        [.. nodes.Select(node => new Breakdown(weights(node), node.Cpu.Samples, node.CpuLoad.CpuMicrosecondsPerCall))];

    private static double NamelessShare(CpuProfile cpu) =>
        cpu.Self.Where(self => self.Key.StartsWith(FrameText.Nameless, StringComparison.Ordinal)).Sum(self => self.Value) / cpu.Samples;

    private static void Title(Report report, string text)
    {
        report.Line("");
        report.Line($"#### {text}");
    }
}
