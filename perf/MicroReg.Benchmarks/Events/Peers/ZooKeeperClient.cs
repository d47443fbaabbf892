using System.Globalization;
using MicroReg.Benchmarks.Events.Changes;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Events.Peers;

/// <summary>
/// ZooKeeper's own Java client in a process of its own, which makes the changes, watches and measures by itself (see
/// ZooKeeperWatch.java); here it gets its orders.
/// </summary>
internal sealed class ZooKeeperClient(string jars, ProcessLedger ledger, IEnumerable<ServerProcess> servers) : IAsyncDisposable
{
    private static readonly TimeSpan FillTimeout = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan RunPatience = TimeSpan.FromSeconds(60);
    private readonly JavaProgram _java = new(jars, ledger, Path.Combine("Events", "Peers", "ZooKeeperWatch.java"), servers);

    public async Task FillAsync(int from, int to, CancellationToken cancel)
    {
        await _java.OrderAsync($"fill {from} {to}", cancel);
        await _java.ReadAsync(FillTimeout, cancel);
    }

    /// <summary>Makes changes and tells what became of each: nanoseconds from sending it, -1 for what did not come.</summary>
    public async Task<(List<long[]> Changes, TimeSpan Latest)> RunAsync(ChangePace pace, CancellationToken cancel)
    {
        await _java.OrderAsync(string.Create(CultureInfo.InvariantCulture, $"run {pace.PerSecond} {pace.Count}"), cancel);
        var changes = new List<long[]>(pace.Count);
        while (true)
        {
            var line = await _java.ReadAsync(pace.Length + RunPatience, cancel);
            if (line.StartsWith("done ", StringComparison.Ordinal))
                return (changes, TimeSpan.FromMicroseconds(long.Parse(line.AsSpan(5), CultureInfo.InvariantCulture) / 1000.0));
            changes.Add([.. line.Split(' ').Select(figure => long.Parse(figure, CultureInfo.InvariantCulture))]);
        }
    }

    public ValueTask DisposeAsync() => _java.DisposeAsync();
}
