using MicroReg.Benchmarks.Field.Figures;
using MicroReg.Benchmarks.Reporting;

namespace MicroReg.Benchmarks.Field.Publishing;

/// <summary>The rows of a contender under load.</summary>
internal static class LoadTable
{
    public static string[] Columns(string by) =>
        [
            "contender",
            by,
            "per second (range)",
            "p50 ms",
            "p99 ms",
            "server CPU, µs per operation (range)",
            "client CPU, µs",
            "resident, MiB"
        ];

    public static string[] Row(LoadFigure load, string by) =>
    [
        load.Contender, by, Show.Rate(load.Spread(round => round.PerSecond)),
        Show.Number(load.Spread(round => round.P50).Median), Show.Number(load.Spread(round => round.P99).Median),
        Show.Ratio(load.Spread(round => round.ServerCpu)), Show.Number(load.Spread(round => round.ClientCpu).Median),
        Show.Count(load.Resident),
    ];
}
