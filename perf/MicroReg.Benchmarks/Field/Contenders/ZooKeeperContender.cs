using System.Globalization;
using MicroReg.Benchmarks.Measuring;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Field.Contenders;

/// <summary>ZooKeeper, asked by its own Java client in a process of its own (see ZooKeeperLoad.java).</summary>
internal sealed class ZooKeeperContender(
    string name, Driver driver, ServerLauncher launcher, IReadOnlyList<ServerProcess> servers) : IContender
{
    private static readonly TimeSpan FillTimeout = TimeSpan.FromSeconds(180);
    private static readonly TimeSpan RunPatience = TimeSpan.FromSeconds(60);
    private readonly JavaProgram _java = new(
        driver.Settings.ZooKeeperPath, launcher.Ledger, Path.Combine("Field", "Peers", "ZooKeeperLoad.java"), servers);

    private int _records;

    public string Name => name;

    public IReadOnlyList<ServerProcess> Servers => servers;

    public int MostRecords => FieldPlan.MostForAll;

    public bool Can(Operation operation) =>
        operation is Operation.Register or Operation.Lookup or Operation.Update or Operation.Mixed;

    public async Task FillAsync(int records, CancellationToken cancel)
    {
        if (records > _records)
            await AskAsync($"fill {_records} {records}", FillTimeout, cancel);
        _records = records;
    }

    public async Task<Sample> RunAsync(Operation operation, long mostCalls, TimeSpan time, CancellationToken cancel)
    {
        var (serversBefore, clientBefore) = (CpuTimes(), _java.CpuTime);
        var words = await AskAsync(
            string.Create(CultureInfo.InvariantCulture, $"run {operation} {Math.Min(mostCalls, int.MaxValue)} {time.TotalMilliseconds:0}"),
            time + RunPatience, cancel);
        var (serversAfter, clientAfter) = (CpuTimes(), _java.CpuTime);
        var figures = words.Skip(1).Select(word => long.Parse(word, CultureInfo.InvariantCulture)).ToArray();
        var (calls, errors, first, end) = (figures[0], figures[4], figures[5], figures[6]);
        if (calls == 0)
            throw new BenchmarkFailedException("ZooKeeper answered no call.");
        if (errors > 0)
            driver.Fail($"ZooKeeper answered {errors} of {calls} calls ({operation}) wrongly.");
        if (end > first)
            await AskAsync($"remove {first} {end}", FillTimeout, cancel);
        return new Sample(
            calls, Nanoseconds(figures[1]), [.. serversAfter.Zip(serversBefore, (after, before) => after - before)],
            clientAfter - clientBefore,
            Nanoseconds(figures[2]), Nanoseconds(figures[3]));
    }

    public ValueTask DisposeAsync() => _java.DisposeAsync();

    private async Task<string[]> AskAsync(string order, TimeSpan patience, CancellationToken cancel)
    {
        await _java.OrderAsync(order, cancel);
        return (await _java.ReadAsync(patience, cancel)).Split(' ');
    }

    private TimeSpan[] CpuTimes() => [.. servers.Select(server => server.CpuTime)];

    private static TimeSpan Nanoseconds(long value) => new(value / TimeSpan.NanosecondsPerTick);
}
