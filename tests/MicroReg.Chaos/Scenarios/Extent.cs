namespace MicroReg.Chaos.Scenarios;

/// <summary>How long and how big: from what is enough to see a fault (0) to what a long run takes (1).</summary>
internal readonly record struct Extent(double Share)
{
    public static Extent Short { get; } = new(0);

    public TimeSpan Seconds(double least, double most) => TimeSpan.FromSeconds(least + (Share * (most - least)));

    public int Count(int least, int most) => least + (int)(Share * (most - least));
}
