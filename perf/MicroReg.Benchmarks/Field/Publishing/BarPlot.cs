using MicroReg.Benchmarks.Reporting;
using ScottPlot;

namespace MicroReg.Benchmarks.Field.Publishing;

/// <summary>Ratios as bars from 1, on a logarithmic axis: to the right of it ours is ahead.</summary>
internal static class BarPlot
{
    private const int Width = 860;
    private const int RowHeight = 18;
    private const int RestHeight = 110;
    private const double BarSize = 0.8;
    private const double RoomForFigure = 0.06;

    public static byte[] Draw(string title, string label, IReadOnlyList<BarGroup> groups)
    {
        var plot = PlotStyle.Create(title, label);
        var across = LogMarks.Around(groups.SelectMany(group => group.Bars).Select(bar => bar.Ratio).Append(1));
        var rows = Rows(groups).ToArray();
        foreach (var (place, heading) in rows.Where(row => row.Bar is null).Select(row => (row.Place, row.Text)))
        {
            var text = plot.Add.Text(heading, Math.Log10(across[0]), place);
            (text.LabelAlignment, text.LabelBold) = (Alignment.MiddleLeft, true);
        }
        var bars = plot.Add.Bars(rows.Where(row => row.Bar is not null).Select(row => Shape(row.Place, row.Bar!)).ToArray());
        bars.Horizontal = true;
        PlotStyle.Mark(plot.Axes.Bottom, across, " ×");
        plot.Axes.Left.TickGenerator = new ScottPlot.TickGenerators.NumericManual(
            [.. rows.Where(row => row.Bar is not null).Select(row => row.Place)],
            [.. rows.Where(row => row.Bar is not null).Select(row => row.Text)]);
        plot.Add.VerticalLine(0, 1, Colors.Black);
        // At the right there is room for the figure of the longest bar.
        var (left, right) = (Math.Log10(across[0]), Math.Log10(across[^1]));
        plot.Axes.SetLimits(left, right + (RoomForFigure * (right - left)), -rows.Length - 0.5, 0.5);
        return PlotStyle.Render(plot, Width, (rows.Length * RowHeight) + RestHeight);
    }

    /// <summary>A heading and its bars, from the top down.</summary>
    private static IEnumerable<(double Place, string Text, Bar? Bar)> Rows(IEnumerable<BarGroup> groups)
    {
        var place = 0;
        foreach (var group in groups)
        {
            yield return (--place, group.Name, null);
            foreach (var bar in group.Bars)
                yield return (--place, bar.Name, bar);
        }
    }

    private static ScottPlot.Bar Shape(double place, Bar bar) => new()
    {
        Position = place,
        Value = Math.Log10(bar.Ratio),
        ValueLabel = Show.Number(bar.Ratio),
        Size = BarSize,
        FillColor = PlotStyle.ColorOf(bar.Color),
        LineWidth = 0,
        Orientation = Orientation.Horizontal,
    };
}

/// <summary>Bars under one heading.</summary>
internal sealed record BarGroup(string Name, IReadOnlyList<Bar> Bars);

internal sealed record Bar(string Name, int Color, double Ratio);
