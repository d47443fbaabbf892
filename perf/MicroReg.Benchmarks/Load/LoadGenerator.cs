using System.Diagnostics;

namespace MicroReg.Benchmarks.Load;

/// <summary>
/// Drives a server on 127.0.0.1 over raw sockets. With inline completions and one socket engine thread (scripts/bench.sh
/// sets both) all connections run on one thread, which keeps the generator's own share of the machine small.
/// </summary>
internal static class LoadGenerator
{
    // An answer may be on its way when the time is up; after this long it is not coming.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <param name="plan">What to do.</param>
    /// <param name="cancel">Breaks the run off.</param>
    /// <param name="enough">Ends the run early, with the answers so far.</param>
    public static async Task<LoadResult> RunAsync(LoadPlan plan, CancellationToken cancel, CancellationToken enough = default)
    {
        var limit = new LoadLimit(plan.MaxCalls);
        var connections = await OpenAsync(plan, limit, cancel);
        try
        {
            using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel, enough);
            using var abort = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            end.Token.Register(limit.Stop);
            abort.Token.Register(() => DisposeAll(connections));
            end.CancelAfter(plan.MaxTime);
            abort.CancelAfter(plan.MaxTime + Patience);
            var started = Stopwatch.GetTimestamp();
            await Task.WhenAll(connections.Select((connection, i) => connection.RunAsync(PaceOf(plan, i))));
            var elapsed = Stopwatch.GetElapsedTime(started);
            // The last answer resumes us on the socket thread, where nothing may block.
            await Task.Yield();
            cancel.ThrowIfCancellationRequested();
            return Collect(connections, elapsed);
        }
        finally
        {
            DisposeAll(connections);
        }
    }

    private static async Task<List<LoadConnection>> OpenAsync(LoadPlan plan, LoadLimit limit, CancellationToken cancel)
    {
        var connections = new List<LoadConnection>(plan.Connections);
        try
        {
            for (var i = 0; i < plan.Connections; i++)
            {
                var connection = await plan.OpenAsync(plan.Ports[i % plan.Ports.Count], cancel);
                connections.Add(new LoadConnection(connection, plan.Requests(), plan.Check, limit));
            }
        }
        catch
        {
            DisposeAll(connections);
            throw;
        }
        await Task.Yield();
        return connections;
    }

    // The connections take turns, so that calls come evenly and not in bursts of one for each connection.
    private static CallPace? PaceOf(LoadPlan plan, int connection) => plan.CallsPerSecond is { } rate
        ? new CallPace(TimeSpan.FromSeconds(connection / rate), TimeSpan.FromSeconds(plan.Connections / rate))
        : null;

    private static LoadResult Collect(List<LoadConnection> connections, TimeSpan elapsed)
    {
        var latencies = new LatencyHistogram();
        connections.ForEach(c => latencies.Add(c.Latencies));
        var firstError = connections.Select(c => c.FirstError).FirstOrDefault(e => e is not null);
        return new LoadResult(latencies, connections.Sum(c => c.Errors), firstError, elapsed);
    }

    private static void DisposeAll(List<LoadConnection> connections) => connections.ForEach(c => c.Dispose());
}
