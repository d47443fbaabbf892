using MicroReg.Benchmarks.Field.Contenders;
using MicroReg.Benchmarks.Field.Figures;
using MicroReg.Benchmarks.Reporting;

namespace MicroReg.Benchmarks.Field.Publishing;

/// <summary>MicroReg against every peer, at the count of records that all of them have.</summary>
internal static class RatioTables
{
    public static void Write(Report report, FieldFigures figures, int nodes)
    {
        var loads = figures.Loads.Where(load => load.Nodes == nodes && load.Records == figures.CommonRecords).ToArray();
        var operations = loads.Select(load => load.Operation).Distinct().Order().ToArray();
        var peers = loads.Select(load => load.Contender)
            .Where(name => name is not (ContenderNames.Registry or ContenderNames.Synced))
            .Distinct()
            .ToArray();
        if (peers.Length == 0)
            return;
        var servers = nodes == 1 ? "one server of each" : $"{nodes} servers of each";
        report.Heading($"MicroReg against every peer, {Show.Count(figures.CommonRecords)} instances, {servers}");
        report.Line("Rate: how many times as fast as the peer (above 1: faster).");
        report.Line("");
        WriteTable(ContenderNames.Registry, round => round.PerSecond, turned: false);
        report.Line("");
        report.Line("Server CPU for an operation: how many times as much the peer takes (above 1: MicroReg is cheaper).");
        report.Line("");
        WriteTable(ContenderNames.Registry, round => round.ServerCpu, turned: true);
        if (loads.Any(load => load.Contender == ContenderNames.Synced))
        {
            report.Line("");
            report.Line("Rate with `microreg.storage.fsync=always`, which is how etcd and ZooKeeper run:");
            report.Line("");
            WriteTable(ContenderNames.Synced, round => round.PerSecond, turned: false);
        }

        void WriteTable(string subject, Func<LoadRound, double> figure, bool turned)
        {
            var columns = operations.Where(operation => Find(subject, operation) is not null).ToArray();
            report.Table(
                ["against", .. columns.Select(OperationText.Title)],
                peers.Select(
                    peer => (string[])[peer, .. columns.Select(operation => Cell(Find(subject, operation), Find(peer, operation)))]));

            string Cell(LoadFigure? ours, LoadFigure? theirs) =>
                (turned ? theirs?.Against(ours, figure) : ours?.Against(theirs, figure)) is { } ratio ? $"{Show.Ratio(ratio)} ×" : "–";
        }

        LoadFigure? Find(string contender, Operation operation) =>
            loads.SingleOrDefault(load => load.Contender == contender && load.Operation == operation);
    }
}
