using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using MicroReg.Testing.Nodes;

namespace MicroReg.Benchmarks.Clusters;

/// <summary>How a node that starts comes into its cluster, in time since the start of its process.</summary>
/// <param name="Ready">When <c>/health/ready</c> first said ready and not stale.</param>
/// <param name="Up">When the node first saw itself as Up.</param>
/// <param name="Empty">When it was last seen without any record; null: never.</param>
internal sealed record Arrival(TimeSpan Ready, TimeSpan Up, TimeSpan? Empty)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Negative for a node that is ready before it is Up: records come without asking for membership.</summary>
    public TimeSpan UpToReady => Ready - Up;

    /// <summary>How long the first copy took, to the length of a poll.</summary>
    public TimeSpan? Copy => Ready - Empty;

    /// <summary>Asks every 20 ms until the node is both; to be begun together with the process.</summary>
    public static async Task<Arrival> WatchAsync(ClusterNode node, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        using var http = new HttpClient { BaseAddress = node.Http, Timeout = Patience };
        TimeSpan? ready = null, up = null, empty = null;
        while (ready is null || up is null)
        {
            var elapsed = Stopwatch.GetElapsedTime(started);
            if (elapsed > Patience)
                throw new BenchmarkFailedException(
                    $"{node.Name} is {(ready is null ? "not ready" : "ready, but not Up")} after {Patience.TotalSeconds} s.");
            if (await AskAsync<ReadyAnswer>(http, "/health/ready", cancel) is { Ready: true, Stale: false })
                ready ??= Stopwatch.GetElapsedTime(started);
            if (await AskAsync<JsonDocument>(http, "/api/cluster", cancel) is { } document)
            {
                var cluster = NodeStatus.Of(document.RootElement);
                document.Dispose();
                if (cluster.IsUp)
                    up ??= Stopwatch.GetElapsedTime(started);
                if (cluster.Instances == 0)
                    empty = elapsed;
            }
            await Task.Delay(Poll, cancel);
        }
        return new Arrival(ready.Value, up.Value, empty);
    }

    // Before it listens there is no answer at all, and before it is ready its answer has status 503.
    private static async Task<T?> AskAsync<T>(HttpClient http, string path, CancellationToken cancel)
        where T : class
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), cancel);
            var document = await answer.Content.ReadFromJsonAsync<T>(cancel);
            await Task.Yield();
            return document;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private sealed record ReadyAnswer(bool Ready, bool Stale);
}
