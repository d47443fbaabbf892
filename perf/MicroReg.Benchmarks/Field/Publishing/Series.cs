namespace MicroReg.Benchmarks.Field.Publishing;

/// <summary>A curve: points from left to right, each with the range of its rounds.</summary>
internal sealed record Series(string Name, int Color, IReadOnlyList<SeriesPoint> Points);

internal sealed record SeriesPoint(double X, double Y, double Low, double High);
