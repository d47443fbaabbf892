using System.Globalization;
using MicroReg.Testing.Processes;

namespace MicroReg.Testing.Networks;

/// <summary>
/// Names namespaces after the process that made them, so that those of a run that crashed are known, and removed with
/// the nodes that still run in them, by the next one.
/// </summary>
public static class LeftNamespaces
{
    private const string Mark = "microreg";

    private static int _networks;

    /// <summary>A beginning of names that no other network, past or present, has: mark, process, its start, number.</summary>
    public static string NewPrefix() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Mark}-{Environment.ProcessId}-{StartOf(Environment.ProcessId)}-{Interlocked.Increment(ref _networks)}");

    /// <summary>Removes what belongs to processes that have ended.</summary>
    public static async Task RemoveAsync()
    {
        foreach (var name in await ListAsync())
        {
            if (name.Split('-') is [Mark, var process, var start, ..] && StartOf(int.Parse(process, CultureInfo.InvariantCulture)) != start)
                await RemoveOneAsync(name);
        }
    }

    /// <summary>Removes the namespaces of one network.</summary>
    public static async Task RemoveAsync(string prefix)
    {
        foreach (var name in (await ListAsync()).Where(name => name.StartsWith($"{prefix}-", StringComparison.Ordinal)))
            await RemoveOneAsync(name);
    }

    private static async Task<string[]> ListAsync()
    {
        var lines = await ShellCommand.RunAsync("ip netns list");
        return [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0])];
    }

    private static async Task RemoveOneAsync(string name)
    {
        // Nothing but nodes is ever started in a namespace of that name.
        var inside = (await ShellCommand.RunAsync($"ip netns pids {name}")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (var process in inside)
            Signals.Send(int.Parse(process, CultureInfo.InvariantCulture), Signals.Kill);
        await ShellCommand.RunAsync($"ip netns delete {name}");
    }

    /// <summary>
    /// When a process started, in ticks since boot: with it, a process id that is used again is not mistaken. Null if there is none.
    /// </summary>
    private static string? StartOf(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19];
        }
        catch (IOException)
        {
            return null;
        }
    }
}
