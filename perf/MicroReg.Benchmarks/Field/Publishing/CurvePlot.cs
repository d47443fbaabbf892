using ScottPlot;
using ScottPlot.Plottables;

namespace MicroReg.Benchmarks.Field.Publishing;

/// <summary>Curves over logarithmic axes, with the range of the rounds at each point.</summary>
internal static class CurvePlot
{
    private const int Width = 900;
    private const int Height = 400;

    public static byte[] Draw(string title, string xLabel, string yLabel, IReadOnlyList<Series> series)
    {
        var plot = PlotStyle.Create(title, xLabel, yLabel);
        // In the legend from the top as the curves end at the right.
        foreach (var each in series.OrderByDescending(each => each.Points[^1].Y))
            Add(plot, each);
        var points = series.SelectMany(each => each.Points).ToArray();
        var up = LogMarks.Around(points.SelectMany(point => new[] { point.Low, point.High }));
        PlotStyle.Mark(plot.Axes.Left, up);
        // Only counts that were measured are marked.
        PlotStyle.Mark(plot.Axes.Bottom, points.Select(point => point.X).Distinct().Order());
        plot.Axes.SetLimitsY(Math.Log10(up[0]), Math.Log10(up[^1]));
        plot.ShowLegend(ScottPlot.Edge.Right);
        return PlotStyle.Render(plot, Width, Height);
    }

    private static void Add(Plot plot, Series series)
    {
        double[] xs = [.. series.Points.Select(point => Math.Log10(point.X))];
        double[] ys = [.. series.Points.Select(point => Math.Log10(point.Y))];
        var color = PlotStyle.ColorOf(series.Color);
        var curve = plot.Add.Scatter(xs, ys, color);
        curve.LegendText = series.Name;
        curve.LineWidth = 2;
        curve.MarkerSize = 7;
        plot.Add.Plottable(new ErrorBar(
            xs, ys, null, null,
            [.. series.Points.Zip(ys, (point, y) => y - Math.Log10(point.Low))],
            [.. series.Points.Zip(ys, (point, y) => Math.Log10(point.High) - y)])
        {
            Color = color,
        });
    }
}
