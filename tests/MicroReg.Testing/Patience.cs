using System.Diagnostics;

namespace MicroReg.Testing;

/// <summary>Waits for conditions, never for "long enough".</summary>
public static class Patience
{
    /// <summary>For whatever should take seconds at most; a wait that hits it is a failure.</summary>
    public static readonly TimeSpan Ample = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks until the answer is yes, or gives up.</summary>
    /// <returns>How long it took; null if it gave up.</returns>
    public static async Task<TimeSpan?> TryUntilAsync(Func<Task<bool>> isMet, TimeSpan limit, CancellationToken cancellation = default)
    {
        var started = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(Step);
        while (true)
        {
            if (await isMet())
                return Stopwatch.GetElapsedTime(started);
            if (Stopwatch.GetElapsedTime(started) > limit)
                return null;
            await timer.WaitForNextTickAsync(cancellation);
        }
    }

    /// <summary>Asks until the answer is yes; fails with what was waited for.</summary>
    public static async Task<TimeSpan> UntilAsync(Func<Task<bool>> isMet, TimeSpan limit, string what, CancellationToken cancellation = default) =>
        await TryUntilAsync(isMet, limit, cancellation) ?? throw new TimeoutException($"Not within {limit.TotalSeconds:0} s: {what}.");

    /// <summary>Lets a fault, or a load, last. What is measured or expected afterwards is a condition of its own.</summary>
    public static Task LastAsync(TimeSpan length, CancellationToken cancellation = default) => Task.Delay(length, TimeProvider.System, cancellation);
}
