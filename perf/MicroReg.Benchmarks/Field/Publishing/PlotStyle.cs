using ScottPlot;

namespace MicroReg.Benchmarks.Field.Publishing;

/// <summary>What all plots have in common.</summary>
internal static class PlotStyle
{
    // A common family with the signs of units; where it is missing ScottPlot takes another one.
    private const string Font = "DejaVu Sans";
    private const float TitleSize = 14;
    private const float LabelSize = 12;

    private static readonly Color[] Colors = [.. new[]
    {
        "#0969da", "#54aeff", "#cf222e", "#e16f24", "#bc8cff", "#1a7f37", "#9a6700", "#bf3989", "#57606a", "#8c959f",
    }.Select(Color.FromHex)];

    public static Plot Create(string title, string xLabel, string yLabel = "")
    {
        var plot = new Plot();
        plot.Title(title, TitleSize);
        plot.XLabel(xLabel, LabelSize);
        plot.YLabel(yLabel, LabelSize);
        plot.Font.Set(Font);
        return plot;
    }

    public static Color ColorOf(int index) => Colors[index % Colors.Length];

    /// <summary>Marks an axis whose coordinates are decimal logarithms.</summary>
    public static void Mark(IAxis axis, IEnumerable<double> values, string unit = "")
    {
        var marks = values.ToArray();
        axis.TickGenerator = new ScottPlot.TickGenerators.NumericManual(
            [.. marks.Select(Math.Log10)], [.. marks.Select(mark => LogMarks.Label(mark) + unit)]);
    }

    public static byte[] Render(Plot plot, int width, int height) => plot.GetImageBytes(width, height, ImageFormat.Png);
}
