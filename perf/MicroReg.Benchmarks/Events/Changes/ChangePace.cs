namespace MicroReg.Benchmarks.Events.Changes;

/// <summary>How the changes of a run come.</summary>
/// <param name="PerSecond">At even intervals, whether or not earlier ones were answered.</param>
/// <param name="Count">How many.</param>
internal sealed record ChangePace(double PerSecond, int Count)
{
    public TimeSpan Interval => TimeSpan.FromSeconds(1 / PerSecond);

    public TimeSpan Length => Count * Interval;
}
