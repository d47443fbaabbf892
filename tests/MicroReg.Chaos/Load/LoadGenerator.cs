using MicroReg.Chaos.Checking;
using MicroReg.Testing.Nodes;

namespace MicroReg.Chaos.Load;

/// <summary>Writes to all nodes at a steady pace until it is stopped, also to those that are down.</summary>
internal sealed class LoadGenerator : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _lanes;

    /// <param name="nodes">Whom to write to.</param>
    /// <param name="history">Notes all calls.</param>
    /// <param name="shape">How much.</param>
    /// <param name="name">Begins the names of the services, so that no other load writes the same.</param>
    /// <param name="seed">Decides what is written.</param>
    public LoadGenerator(IEnumerable<ClusterNode> nodes, History history, LoadShape shape, string name, int seed)
    {
        var writers = nodes.ToArray();
        var pause = TimeSpan.FromSeconds((double)writers.Length * (shape.WritersPerNode + 1) / shape.WritesPerSecond);
        _lanes = Task.WhenAll(writers.SelectMany(node => Enumerable.Range(0, shape.WritersPerNode + 1).Select(number =>
        {
            var random = new Random((seed * 1_000) + (node.Number * 50) + number);
            return RunAsync(LaneOf(node, number, random), pause);
        })));

        Func<Task> LaneOf(ClusterNode node, int number, Random random) => number == shape.WritersPerNode
            ? new SharedLane(new Writer(node, history, isShared: true), random).WriteOnceAsync
            : new Lane(new Writer(node, history, isShared: false), $"{name}-{node.Name}-{number}", random).WriteOnceAsync;
    }

    /// <summary>Stops writing and waits until every call has ended.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _lanes;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task RunAsync(Func<Task> writeOnce, TimeSpan pause)
    {
        using var pace = new PeriodicTimer(pause);
        while (!_stop.IsCancellationRequested)
        {
            await writeOnce();
            await pace.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
