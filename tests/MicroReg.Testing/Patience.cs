using System.Diagnostics;

namespace MicroReg.Testing;

/// <summary>Waits for conditions, never for "long enough".</summary>
public static class Patience
{
    /// <summary>For whatever should take seconds at most; a wait that hits it is a failure.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    /// <summary>For what is asked of this process alone.</summary>
    private static readonly TimeSpan ShortStep = TimeSpan.FromMilliseconds(5);

    /// <summary>Waits for a task, at most <see cref="Limit"/>.</summary>
    public static Task Soon(this Task task) => task.WaitAsync(Limit);

    /// <inheritdoc cref="Soon(Task)" />
    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Limit);

    /// <summary>Asks until the answer is yes, or gives up.</summary>
    /// <returns>How long it took; null if it gave up.</returns>
    public static Task<TimeSpan?> TryUntilAsync(Func<Task<bool>> isMet, TimeSpan limit, CancellationToken cancellation = default) =>
        TryUntilAsync(isMet, limit, Step, cancellation);

    /// <summary>Asks until the answer is yes; fails with what was waited for.</summary>
    public static async Task<TimeSpan> UntilAsync(
        Func<Task<bool>> isMet, TimeSpan limit, string what, CancellationToken cancellation = default) =>
        await TryUntilAsync(isMet, limit, cancellation) ?? throw new TimeoutException($"Not within {limit.TotalSeconds:0} s: {what}.");

    /// <summary>Asks until the answer is yes; fails with what is so instead.</summary>
    public static async Task UntilAsync(Func<bool> isMet, Func<string> otherwise)
    {
        if (await TryUntilAsync(() => Task.FromResult(isMet()), Limit, ShortStep, CancellationToken.None) is null)
            throw new TimeoutException($"Not within {Limit.TotalSeconds:0} s: {otherwise()}");
    }

    /// <summary>Lets a fault, or a load, last. What is measured or expected afterwards is a condition of its own.</summary>
    public static Task LastAsync(TimeSpan length, CancellationToken cancellation = default) =>
        Task.Delay(length, TimeProvider.System, cancellation);

    private static async Task<TimeSpan?> TryUntilAsync(
        Func<Task<bool>> isMet, TimeSpan limit, TimeSpan step, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(step);
        while (true)
        {
            if (await isMet())
                return Stopwatch.GetElapsedTime(started);
            if (Stopwatch.GetElapsedTime(started) > limit)
                return null;
            await timer.WaitForNextTickAsync(cancellation);
        }
    }
}
