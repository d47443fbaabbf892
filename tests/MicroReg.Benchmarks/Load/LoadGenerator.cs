using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace MicroReg.Benchmarks.Load;

/// <summary>
/// Drives a server on 127.0.0.1 over raw sockets. With inline completions and one socket engine thread (scripts/bench.sh
/// sets both) all connections run on one thread, which keeps the generator's own share of the machine small.
/// </summary>
internal static class LoadGenerator
{
    // An answer may be on its way when the time is up; after this long it is not coming.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public static async Task<LoadResult> RunAsync(LoadPlan plan, CancellationToken cancel)
    {
        var limit = new LoadLimit(plan.MaxCalls);
        var connections = await OpenAsync(plan, limit, cancel);
        try
        {
            using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            using var abort = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            end.Token.Register(limit.Stop);
            abort.Token.Register(() => DisposeAll(connections));
            end.CancelAfter(plan.MaxTime);
            abort.CancelAfter(plan.MaxTime + Patience);
            var started = Stopwatch.GetTimestamp();
            await Task.WhenAll(connections.Select(c => c.RunAsync()));
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
        for (var i = 0; i < plan.Connections; i++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            connections.Add(new LoadConnection(socket, plan.Requests(), plan.Check, limit));
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, plan.Port), cancel);
        }
        await Task.Yield();
        return connections;
    }

    private static LoadResult Collect(List<LoadConnection> connections, TimeSpan elapsed)
    {
        var latencies = new LatencyHistogram();
        connections.ForEach(c => latencies.Add(c.Latencies));
        var firstError = connections.Select(c => c.FirstError).FirstOrDefault(e => e is not null);
        return new LoadResult(latencies, connections.Sum(c => c.Errors), firstError, elapsed);
    }

    private static void DisposeAll(List<LoadConnection> connections) => connections.ForEach(c => c.Dispose());
}
