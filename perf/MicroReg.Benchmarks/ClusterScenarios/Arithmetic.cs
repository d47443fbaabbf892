using MicroReg.Benchmarks.Reporting;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.ClusterScenarios;

/// <summary>What the measured figures would come to in a larger cluster.</summary>
internal static class Arithmetic
{
    private const int Nodes = 20;
    private const int Records = 1_000_000;

    public static void Write(
        Report report, int measuredRecords, MemoryFigures growth, double? copySeconds, IReadOnlyList<WriteCost> costs)
    {
        report.Heading($"{Nodes} nodes and {Show.Count(Records)} records, by arithmetic, not measured");
        var scale = (double)Records / measuredRecords;
        report.Line($"- Memory of a node: {MiB(growth.ManagedHeap + growth.SqliteCache, scale)} MiB of heap and SQLite cache over an "
            + $"empty one ({MiB(growth.Resident, scale)} MiB resident): {Show.Count(scale)} times what {Show.Count(measuredRecords)} "
            + "records took.");
        if (copySeconds is { } seconds)
            report.Line($"- First copy for a joining node: {Show.Number(seconds * scale)} s, {Show.Count(scale)} times the longest "
                + $"measured ({Show.Number(seconds)} s).");
        // One size makes no line.
        if (costs.Count < 2)
            return;
        var (all, writing) = (Line.Through(costs, c => c.All), Line.Through(costs, c => c.Writing));
        var other = (all.At(Nodes) - writing.At(Nodes)) / (Nodes - 1);
        report.Line($"- CPU of a write: {Show.Count(all.At(Nodes))} µs over all nodes: {Show.Count(writing.At(Nodes))} at the writing "
            + $"one, {Show.Count(other)} at each other (straight lines through the sizes measured: {Show.Number(all.Slope)} and "
            + $"{Show.Number(writing.Slope)} µs for each node more).");
        report.Line($"- So 1,000 writes/s, spread evenly, take {Show.Number(all.At(Nodes) / Nodes / 10)} % of a core at each of {Nodes} "
            + $"nodes; through one node {Show.Number(writing.At(Nodes) / 10)} % there and {Show.Number(other / 10)} % at each other.");
        if (costs.All(cost => cost.WireBytes is not null))
        {
            var bytes = Line.Through(costs, c => c.WireBytes!.Value);
            report.Line($"- Between nodes: {Show.Count(bytes.At(Nodes))} bytes for a write in all, "
                + $"{Show.Number(bytes.At(Nodes) * 1_000 / 1_048_576)} MiB/s at 1,000 writes/s.");
        }
    }

    private static string MiB(long bytes, double scale) => Show.Count(bytes * scale / 1_048_576);

    /// <summary>Least squares over the number of nodes.</summary>
    private sealed record Line(double Start, double Slope)
    {
        public static Line Through(IReadOnlyList<WriteCost> costs, Func<WriteCost, double> figure)
        {
            var (x, y) = (costs.Average(c => c.Nodes), costs.Average(figure));
            var slope = costs.Sum(c => (c.Nodes - x) * (figure(c) - y)) / costs.Sum(c => (c.Nodes - x) * (c.Nodes - x));
            return new Line(y - (slope * x), slope);
        }

        public double At(int nodes) => Start + (Slope * nodes);
    }
}
