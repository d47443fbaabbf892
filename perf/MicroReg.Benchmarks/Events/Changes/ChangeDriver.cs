using System.Diagnostics;
using System.Net.Sockets;
using MicroReg.Benchmarks.Load;

namespace MicroReg.Benchmarks.Events.Changes;

/// <summary>
/// Makes the changes of a run in an open loop: each is sent when it is due, however many are still unanswered, so a server
/// that stalls cannot slow the load down and hide its own delay.
/// </summary>
internal static class ChangeDriver
{
    // Beyond it the server is not slow but gone.
    private const int MostUnanswered = 5_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Ends when all were sent and answered.</summary>
    /// <returns>How late the latest of them was sent.</returns>
    public static async Task<TimeSpan> RunAsync(IChangeSender sender, ChangeRun run, ChangePace pace, CancellationToken cancel)
    {
        var unanswered = 0;
        var latest = TimeSpan.Zero;
        var calls = new List<Task>(run.Count);
        var due = new CallPace(TimeSpan.Zero, pace.Interval);
        var started = Stopwatch.GetTimestamp();
        for (var change = 0; change < run.Count; change++)
        {
            await due.WaitAsync();
            cancel.ThrowIfCancellationRequested();
            if (Volatile.Read(ref unanswered) > MostUnanswered || Stopwatch.GetElapsedTime(started) > pace.Length + Patience)
                throw new BenchmarkFailedException($"After {change} changes at {pace.PerSecond}/s {unanswered} are unanswered.");
            Interlocked.Increment(ref unanswered);
            calls.Add(SendAsync(change));
            latest = Max(latest, Stopwatch.GetElapsedTime(started, run.SentAt(change)) - (change * pace.Interval));
        }
        await Task.WhenAll(calls).WaitAsync(Patience, cancel);
        await Task.Yield();
        return latest;

        async Task SendAsync(int change)
        {
            try
            {
                await sender.SendAsync(run[change], () => run.MarkSent(change));
                run.MarkAnswered(change);
            }
            catch (Exception e) when (e is SocketException or IOException)
            {
                throw new BenchmarkFailedException($"Change {change} was not answered: {e.Message}");
            }
            finally
            {
                Interlocked.Decrement(ref unanswered);
            }
        }
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
