using MicroReg.Benchmarks.Field.Contenders;
using MicroReg.Benchmarks.Field.Figures;
using MicroReg.Benchmarks.Measuring;

namespace MicroReg.Benchmarks.Field.Publishing;

/// <summary>All plots, by the names of their files.</summary>
internal static class FieldPlots
{
    // A contender has the same colour everywhere.
    private static readonly string[] Colors =
    [
        ContenderNames.Registry,
        ContenderNames.Synced, ContenderNames.EtcdGateway, ContenderNames.EtcdGrpc, ContenderNames.EtcdSerializable,
        ContenderNames.ZooKeeper, ContenderNames.Dictionary, ContenderNames.RosMaster, ContenderNames.Floor, ContenderNames.BareCluster,
    ];

    // Of curves that are all MicroReg's, in the order of the operations: those that are told apart best.
    private static readonly int[] OperationColors = [0, 2, 5, 6, 7, 8];

    public static IReadOnlyDictionary<string, byte[]> Draw(FieldFigures figures)
    {
        var plots = new Dictionary<string, byte[]>();
        foreach (var operation in Enum.GetValues<Operation>())
        {
            var (title, file) = (OperationText.Title(operation), OperationText.FileName(operation));
            var loads = figures.Loads.Where(load => load.Operation == operation).ToArray();
            var alone = loads.Where(load => load.Nodes == 1).ToArray();
            Add(
                $"rate-{file}.png",
                $"{title}: rate, one server",
                "instances stored",
                "operations per second",
                Curves(alone, load => load.Records, round => round.PerSecond));
            Add(
                $"cpu-{file}.png",
                $"{title}: cost, one server",
                "instances stored",
                "server CPU, µs per operation",
                Curves(alone, load => load.Records, round => round.ServerCpu));
        }
        Add("memory.png", "memory, one server", "instances stored", "resident, MiB", figures.Singles
            .Where(single => single is { What: FigureKind.Resident, Records: > 0 })
            .GroupBy(single => single.Contender)
            .Select(group => new Series(
                group.Key,
                ColorOf(group.Key),
                [.. group.OrderBy(single => single.Records).Select(single => Point(single.Records, single.Spread))])));
        Add(
            "nodes-rate.png",
            $"MicroReg, {figures.CommonRecords:N0} instances: rate as nodes are added to the same machine",
            "nodes",
            "operations per second",
                ByNodes(figures, round => round.PerSecond));
        Add(
            "nodes-cpu.png",
            $"MicroReg, {figures.CommonRecords:N0} instances: cost as nodes are added",
            "nodes",
            "CPU of all nodes, µs per operation",
                ByNodes(figures, round => round.ServerCpu));
        foreach (var (nodes, which, end) in new[] { (1, "one server of each", ""), (3, "three servers of each", "-3") })
        {
            AddRatios(
                $"ratios{end}.png",
                $"MicroReg's rate against each peer's, {which}",
                "× the peer's rate; beyond 1 MicroReg is faster",
                Ratios(figures, nodes, RateRatio));
            AddRatios(
                $"ratios-cpu{end}.png",
                $"each peer's CPU for an operation against MicroReg's, {which}",
                "× MicroReg's CPU; beyond 1 MicroReg is cheaper",
                Ratios(figures, nodes, CpuRatio));
        }
        return plots;

        void Add(string file, string title, string x, string y, IEnumerable<Series> series)
        {
            if (series.ToArray() is { Length: > 0 } some)
                plots.Add(file, CurvePlot.Draw(title, x, y, some));
        }

        void AddRatios(string file, string title, string label, IEnumerable<BarGroup> ratios)
        {
            if (ratios.ToArray() is { Length: > 0 } groups)
                plots.Add(file, BarPlot.Draw($"{title}, {figures.CommonRecords:N0} instances", label, groups));
        }
    }

    private static Spread? RateRatio(LoadFigure ours, LoadFigure theirs) => ours.Against(theirs, round => round.PerSecond);

    private static Spread? CpuRatio(LoadFigure ours, LoadFigure theirs) => theirs.Against(ours, round => round.ServerCpu);

    private static IEnumerable<Series> Curves(IEnumerable<LoadFigure> loads, Func<LoadFigure, double> x, Func<LoadRound, double> y) => loads
        .GroupBy(load => load.Contender)
        .Select(group => new Series(group.Key, ColorOf(group.Key), [.. group.OrderBy(x).Select(load => Point(x(load), load.Spread(y)))]));

    private static IEnumerable<Series> ByNodes(FieldFigures figures, Func<LoadRound, double> y) => figures.Loads
        .Where(load => load.Contender == ContenderNames.Registry && load.Records == figures.CommonRecords)
        .GroupBy(load => load.Operation)
        .Where(group => group.Count() > 1)
        .Select(group => new Series(
            OperationText.Title(group.Key), OperationColors[(int)group.Key],
            [.. group.OrderBy(load => load.Nodes).Select(load => Point(load.Nodes, load.Spread(y)))]));

    private static IEnumerable<BarGroup> Ratios(FieldFigures figures, int nodes, Func<LoadFigure, LoadFigure, Spread?> ratio)
    {
        foreach (var group in figures.Loads.Where(load => load.Nodes == nodes && load.Records == figures.CommonRecords)
            .GroupBy(load => load.Operation))
        {
            var ours = group.SingleOrDefault(load => load.Contender == ContenderNames.Registry);
            Bar[] bars =
            [
                .. group.Where(load => load.Contender is not (ContenderNames.Registry or ContenderNames.Synced))
                    .Select(load => (load.Contender, Ratio: ours is null ? null : ratio(ours, load)))
                    .Where(pair => pair.Ratio is not null)
                    .Select(pair => new Bar(pair.Contender, ColorOf(pair.Contender), pair.Ratio!.Median)),
            ];
            if (bars.Length > 0)
                yield return new BarGroup(OperationText.Title(group.Key), bars);
        }
    }

    private static SeriesPoint Point(double x, Spread y) => new(x, y.Median, y.Min, y.Max);

    // Where it does not matter how etcd is called it has the name of both ways.
    private static int ColorOf(string contender) =>
        Math.Max(0, Array.FindIndex(Colors, name => name.StartsWith(contender, StringComparison.Ordinal)));
}
