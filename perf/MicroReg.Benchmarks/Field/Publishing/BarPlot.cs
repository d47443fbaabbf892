namespace MicroReg.Benchmarks.Field.Publishing;

/// <summary>Ratios as bars from 1, on a logarithmic axis: to the right of it ours is ahead.</summary>
internal static class BarPlot
{
    private const int Width = 860;
    private const int Left = 250;
    private const int Right = 790;
    private const int Top = 44;
    private const int BarHeight = 13;
    private const int GroupGap = 26;

    public static string Draw(string title, string label, IReadOnlyList<BarGroup> groups)
    {
        var bars = groups.Sum(group => group.Bars.Count);
        var bottom = Top + (bars * (BarHeight + 3)) + (groups.Count * GroupGap);
        var svg = new SvgText(Width, bottom + 56, title);
        var axis = new LogAxis(groups.SelectMany(group => group.Bars).Select(bar => bar.Ratio).Append(1));
        foreach (var mark in axis.Marks)
        {
            svg.Line(X(mark), Top, X(mark), bottom, mark == 1 ? "axis" : "grid");
            svg.Text(X(mark), bottom + 18, LogAxis.Label(mark) + " ×", "middle");
        }
        svg.Text((Left + Right) / 2.0, bottom + 42, label, "middle");
        double y = Top;
        foreach (var group in groups)
        {
            y += GroupGap;
            svg.Text(16, y - 7, group.Name, style: "title");
            foreach (var bar in group.Bars)
            {
                var (from, to) = (Math.Min(X(1), X(bar.Ratio)), Math.Max(X(1), X(bar.Ratio)));
                svg.Bar(from, y, to - from, BarHeight, bar.Color);
                svg.Text(Left - 8, y + BarHeight - 2, bar.Name, "end");
                svg.Text(to + 4, y + BarHeight - 2, Reporting.Show.Number(bar.Ratio));
                y += BarHeight + 3;
            }
        }
        return svg.ToString();

        double X(double value) => Left + (axis.PlaceOf(value) * (Right - Left));
    }
}

/// <summary>Bars under one heading.</summary>
internal sealed record BarGroup(string Name, IReadOnlyList<Bar> Bars);

internal sealed record Bar(string Name, int Color, double Ratio);
