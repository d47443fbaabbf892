namespace MicroReg.Benchmarks.Field.Publishing;

/// <summary>Curves over logarithmic axes, with the range of the rounds at each point.</summary>
internal static class CurvePlot
{
    private const int Width = 900;
    private const int Height = 400;
    private const int Left = 70;
    private const int Right = 600;
    private const int Top = 40;
    private const int Bottom = 345;
    private const int LegendLine = 20;

    public static string Draw(string title, string xLabel, string yLabel, IReadOnlyList<Series> series)
    {
        var svg = new SvgText(Width, Height, title);
        var points = series.SelectMany(each => each.Points).ToArray();
        var (across, up) = (new LogAxis(points.Select(p => p.X), tight: true), new LogAxis(points.SelectMany(p => new[] { p.Low, p.High })));
        foreach (var mark in up.Marks)
        {
            svg.Line(Left, Y(mark), Right, Y(mark), "grid");
            svg.Text(Left - 8, Y(mark) + 4, LogAxis.Label(mark), "end");
        }
        // Only counts that were measured are marked.
        foreach (var mark in points.Select(p => p.X).Distinct().Order())
        {
            svg.Line(X(mark), Top, X(mark), Bottom, "grid");
            svg.Text(X(mark), Bottom + 18, LogAxis.Label(mark), "middle");
        }
        svg.Line(Left, Bottom, Right, Bottom, "axis");
        svg.Line(Left, Top, Left, Bottom, "axis");
        svg.Text((Left + Right) / 2.0, Bottom + 40, xLabel, "middle");
        svg.Text(20, (Top + Bottom) / 2.0, yLabel, "middle", upwards: true);
        foreach (var each in series)
        {
            svg.Path(each.Points.Select(p => (X(p.X), Y(p.Y))), each.Color);
            foreach (var point in each.Points)
            {
                svg.Path([(X(point.X), Y(point.Low)), (X(point.X), Y(point.High))], each.Color);
                svg.Dot(X(point.X), Y(point.Y), each.Color);
            }
        }
        // From the top as the curves end at the right.
        foreach (var (each, i) in series.OrderByDescending(each => each.Points[^1].Y).Select((each, i) => (each, i)))
        {
            svg.Bar(Right + 18, Top + (i * LegendLine), 14, 4, each.Color);
            svg.Text(Right + 40, Top + 6 + (i * LegendLine), each.Name);
        }
        return svg.ToString();

        double X(double value) => Left + (across.PlaceOf(value) * (Right - Left));

        double Y(double value) => Bottom - (up.PlaceOf(value) * (Bottom - Top));
    }
}
