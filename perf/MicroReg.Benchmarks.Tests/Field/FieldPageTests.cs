using MicroReg.Benchmarks.Field;
using MicroReg.Benchmarks.Field.Contenders;
using MicroReg.Benchmarks.Field.Figures;
using MicroReg.Benchmarks.Field.Publishing;

namespace MicroReg.Benchmarks.Tests.Field;

public sealed class FieldPageTests
{
    private static readonly byte[] PngSignature = [0x89, (byte)'P', (byte)'N', (byte)'G'];

    private static readonly FieldFigures Figures = new()
    {
        CommonRecords = 1_000,
        Loads =
        [
            Load(ContenderNames.Registry, 1_000, 20_000, 22_000, 24_000), Load(ContenderNames.EtcdGrpc, 1_000, 10_000, 10_000, 8_000),
            Load(ContenderNames.Registry, 100_000, 18_000, 19_000, 20_000),
        ],
        Singles =
        [
            new("start", FigureKind.Resident, ContenderNames.Registry, 1, 0, [100]),
            new("start", FigureKind.Resident, ContenderNames.Registry, 1, 1_000, [101])
        ],
    };

    [Fact]
    public void The_ratio_to_a_peer_is_taken_round_by_round()
    {
        var page = FieldPage.Write(Figures, []);
        Assert.Contains("| etcd, gRPC | 2.20 (2.00 to 3.00) × |", page, StringComparison.Ordinal);
        Assert.Contains("| MicroReg | 100,000 | 19,000 (18,000 to 20,000) |", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Memory_is_told_for_an_instance_over_an_empty_server() =>
        Assert.Contains("| MicroReg: resident | 100 | 101 | 1,049 |", FieldPage.Write(Figures, []), StringComparison.Ordinal);

    [Fact]
    public void Every_plot_is_a_picture_that_the_page_shows()
    {
        var plots = FieldPlots.Draw(Figures);
        Assert.Contains("rate-lookup.png", plots.Keys);
        Assert.Contains("ratios.png", plots.Keys);
        Assert.All(plots.Values, plot => Assert.True(plot.AsSpan().StartsWith(PngSignature)));
        var page = FieldPage.Write(Figures, [.. plots.Keys]);
        Assert.All(plots.Keys, name => Assert.Contains($"({name})", page, StringComparison.Ordinal));
    }

    [Fact]
    public void A_part_that_is_measured_again_takes_the_place_of_its_old_figures_alone()
    {
        var without = Figures.Without("start");
        Assert.Empty(without.Singles);
        Assert.Equal(3, without.Loads.Count);
    }

    [Theory]
    [InlineData(1_000, 1_000_000)]
    [InlineData(7, 7)]
    [InlineData(0.2, 90_000)]
    public void The_marks_of_an_axis_enclose_its_values(double least, double most)
    {
        var marks = LogMarks.Around([least, most]);
        Assert.True(marks.Count >= 2);
        Assert.True(marks[0] <= least * 1.001 && marks[^1] >= most);
    }

    private static LoadFigure Load(string contender, int records, params double[] rates) => new(
        "calls", Operation.Lookup, contender, 1, records, [.. rates.Select(rate => new LoadRound(rate, 1, 2, 1_000_000 / rate, 10))]);
}
