using System.Diagnostics;

namespace MicroReg.Chaos.Liveness.Judging;

/// <summary>
/// The one clock of a trial, in milliseconds. All processes of a machine read the same, so what a service noted can be put beside what a
/// subscriber saw.
/// </summary>
internal static class LifeClock
{
    private static readonly double WallAhead = TimeProvider.System.GetUtcNow().UtcTicks / (double)TimeSpan.TicksPerMillisecond - Now;

    public static double Now => Stopwatch.GetTimestamp() * 1_000.0 / Stopwatch.Frequency;

    /// <summary>A time by the wall clock, such as the nodes put on their events.</summary>
    public static double Of(DateTimeOffset time) => (time.UtcTicks / (double)TimeSpan.TicksPerMillisecond) - WallAhead;
}
