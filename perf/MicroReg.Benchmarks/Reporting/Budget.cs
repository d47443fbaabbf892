using System.Globalization;

namespace MicroReg.Benchmarks.Reporting;

/// <summary>What a figure must not exceed, or must reach.</summary>
internal sealed record Budget(double Limit, bool IsFloor, string Unit)
{
    public static Budget AtLeast(double limit, string unit) => new(limit, IsFloor: true, unit);

    public static Budget AtMost(double limit, string unit) => new(limit, IsFloor: false, unit);

    public string Text => $"{(IsFloor ? "≥" : "≤")} {Limit.ToString("#,0.##", CultureInfo.InvariantCulture)}{Unit}";

    /// <summary>Whether it is met, or by how much it is missed.</summary>
    public string Verdict(double value) =>
        IsFloor ? value >= Limit ? "met" : $"**short by {Percent(1 - (value / Limit))}**"
        : value <= Limit ? "met" : $"**over by {Percent((value / Limit) - 1)}**";

    private static string Percent(double share) => (100 * share).ToString("N0", CultureInfo.InvariantCulture) + " %";
}
