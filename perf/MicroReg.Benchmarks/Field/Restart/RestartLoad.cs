using MicroReg.Benchmarks.Field.Calls;
using MicroReg.Benchmarks.Load;

namespace MicroReg.Benchmarks.Field.Restart;

/// <summary>Clients of a cluster whose nodes restart: nine lookups and an update of status in turn, at an even pace.</summary>
internal sealed class RestartLoad(IReadOnlyList<int> ports, CallNumbers numbers)
{
    private const int Clients = 16;
    private const double CallsPerSecond = 800;
    private readonly List<LivingNodeClient> _clients = [];

    public LatencyHistogram Latencies { get; } = new();

    public long Calls => Latencies.Count;

    public long Retries => _clients.Sum(client => client.Retries);

    public long Errors => _clients.Sum(client => client.Errors);

    public string? FirstError => _clients.Select(client => client.FirstError).FirstOrDefault(error => error is not null);

    public async Task RunAsync(CancellationToken end)
    {
        var requests = OperationRequests.Of(RegistryCalls.All, Operation.Mixed, numbers);
        var check = OperationRequests.Find(RegistryCalls.All, Operation.Mixed)!.Check;
        _clients.AddRange(Enumerable.Range(0, Clients).Select(i => new LivingNodeClient(ports, i, requests(), check)));
        await Task.WhenAll(_clients.Select((client, i) => client.RunAsync(
            new CallPace(TimeSpan.FromSeconds(i / CallsPerSecond), TimeSpan.FromSeconds(Clients / CallsPerSecond)), end)));
        await Task.Yield();
        foreach (var client in _clients)
            Latencies.Add(client.Latencies);
    }
}
