using MicroReg.Benchmarks.Measuring;
using MicroReg.Benchmarks.Requests;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Scenarios;

/// <summary>
/// Data directories with a given number of records: registered once through a node, then copied for every node that
/// starts with them.
/// </summary>
internal sealed class StoredRecords(Driver driver, ServerLauncher launcher)
{
    public const string AllowCollect = "microreg.diagnostics.allow-collect=true";
    private readonly Dictionary<int, string> _directories = [];
    private int _copies;

    /// <summary>The node's memory before and after it was filled.</summary>
    public async Task<(MemoryFigures Empty, MemoryFigures Filled)> FillAsync(int records, CancellationToken cancel)
    {
        await Console.Error.WriteLineAsync($"storing {records} records");
        var directory = Path.Combine(driver.Settings.WorkDirectory, $"stored-{records}");
        await using var node = await launcher.StartNodeAsync(directory, cancel, AllowCollect);
        using var client = new NodeClient(node);
        var empty = await client.CollectAsync(cancel);
        await driver.RunAsync(
            ServerGroup.Of(node), RegistryRequests.Preload(), RegistryRequests.RegisterCheck, records, driver.Settings.PreloadLimit,
            cancel);
        if (await client.CountAsync(cancel) is var count && count != records)
            throw new BenchmarkFailedException(
                $"{records} records were registered, the node counts {count}. {string.Join(" ", driver.FirstErrors)}");
        _directories.Add(records, directory);
        return (empty, await client.CollectAsync(cancel));
    }

    /// <summary>A data directory of its own with that many records.</summary>
    public string Copy(int records)
    {
        var copy = $"{_directories[records]}-{++_copies}";
        Directory.CreateDirectory(copy);
        foreach (var file in Directory.EnumerateFiles(_directories[records]))
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        return copy;
    }
}
