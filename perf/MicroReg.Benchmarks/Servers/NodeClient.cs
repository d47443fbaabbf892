using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.RegularExpressions;
using MicroReg.Benchmarks.Liveness;
using MicroReg.Benchmarks.Requests;

namespace MicroReg.Benchmarks.Servers;

/// <summary>The few single calls to a node that are not part of any measurement.</summary>
internal sealed partial class NodeClient(ServerProcess node) : IDisposable
{
    private readonly HttpClient _http = new()
    {
        BaseAddress = new Uri($"http://127.0.0.1:{node.Port}"),
        Timeout = TimeSpan.FromSeconds(60),
    };

    public void Dispose() => _http.Dispose();

    /// <summary>Body of the answer to one pre-built XML-RPC call.</summary>
    public async Task<byte[]> CallAsync(string body, CancellationToken cancel)
    {
        using var content = new StringContent(body, Encoding.UTF8, "text/xml");
        using var answer = await _http.PostAsync(new Uri("/RPC2", UriKind.Relative), content, cancel);
        answer.EnsureSuccessStatusCode();
        var bytes = await answer.Content.ReadAsByteArrayAsync(cancel);
        // Continuations of socket reads run on the socket thread here, where nothing may block.
        await Task.Yield();
        return bytes;
    }

    public async Task<int> CountAsync(CancellationToken cancel)
    {
        var answer = Encoding.UTF8.GetString(await CallAsync(XmlRpcText.Body("get_reg_count"), cancel));
        return AnyInt.Match(answer) is { Success: true } count
            ? int.Parse(count.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
            : throw new BenchmarkFailedException($"get_reg_count answered: {answer}");
    }

    /// <summary>What the node thinks of its instances.</summary>
    public async Task<HealthAnswer> HealthAsync(CancellationToken cancel)
    {
        var answer = await _http.GetFromJsonAsync<ClusterAnswer>(new Uri("/api/cluster", UriKind.Relative), cancel);
        await Task.Yield();
        return answer?.Health ?? throw new BenchmarkFailedException("GET /api/cluster says nothing of health.");
    }

    /// <summary>Runs a full collection in the node and tells what is left.</summary>
    public async Task<MemoryFigures> CollectAsync(CancellationToken cancel)
    {
        using var answer = await _http.PostAsync(new Uri("/api/diagnostics/collect", UriKind.Relative), null, cancel);
        if (!answer.IsSuccessStatusCode)
            throw new BenchmarkFailedException($"POST /api/diagnostics/collect answered {(int)answer.StatusCode}.");
        var collected = await answer.Content.ReadFromJsonAsync<CollectAnswer>(cancel)
            ?? throw new BenchmarkFailedException("POST /api/diagnostics/collect answered null.");
        await Task.Yield();
        return new MemoryFigures(collected.managed_heap_bytes, collected.sqlite_cache_bytes, node.ResidentBytes);
    }

    /// <summary>How many services have their actor; 0 if the node does not tell.</summary>
    public async Task<int> ServiceActorsAsync(CancellationToken cancel)
    {
        var metrics = await _http.GetStringAsync(new Uri("/metrics", UriKind.Relative), cancel);
        await Task.Yield();
        return ServiceActors.Match(metrics) is { Success: true } count
            ? int.Parse(count.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
            : 0;
    }

    [GeneratedRegex(@"^microreg_service_actors(?:\{[^}]*\})? (\d+)$", RegexOptions.Multiline)]
    private static partial Regex ServiceActors { get; }

    [GeneratedRegex("<(?:int|i4)>(\\d+)</")]
    private static partial Regex AnyInt { get; }

    private sealed record ClusterAnswer(HealthAnswer? Health);

    // Named as on the wire.
    private sealed record CollectAnswer(long managed_heap_bytes, long sqlite_cache_bytes);
}
