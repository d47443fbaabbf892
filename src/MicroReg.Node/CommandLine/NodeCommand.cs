using System.Collections.Immutable;
using System.CommandLine;
using MicroReg.Node.Settings;

namespace MicroReg.Node.CommandLine;

/// <summary>The command line of the executable: options that are short names of settings, and two files' worth of more.</summary>
internal static class NodeCommand
{
    /// <summary>The command, which runs a node when it is invoked.</summary>
    /// <param name="run">Runs a node with these settings until it is stopped; gives the exit code.</param>
    public static RootCommand Create(Func<NodeSettings, CancellationToken, Task<int>> run)
    {
        var file = new Option<FileInfo>("--config") { Description = "A HOCON file over the shipped settings", HelpName = "FILE" };
        var set = new Option<string[]>("--set") { Description = "Any setting; repeatable", HelpName = "PATH=VALUE" };
        var shortcuts = ImmutableArray.Create(
            Shortcut("--bind", "ADDR", "microreg.http.bind", "Address to listen on (default 127.0.0.1)"),
            Shortcut("--http-port", "N", "microreg.http.port", "HTTP port; 0 = any free one (default 8000)"),
            Shortcut("--remote-port", "N", "microreg.cluster.port", "Port of the cluster protocol; 0 = any free one (default 4053)"),
            Shortcut("--node-name", "NAME", "microreg.node.name", "Name of this node (default: the host name)"),
            Shortcut("--data-dir", "DIR", "microreg.storage.directory", "Where the records are kept (default ./microreg-data)"));
        var seed = new Option<string[]>("--seed") { Description = "Another node of the cluster; repeatable", HelpName = "HOST:PORT" };

        var command = new RootCommand("MicroReg: a registry of running microservices. Without options it serves http://127.0.0.1:8000.");
        command.Options.Add(file);
        command.Options.Add(set);
        command.Options.Add(seed);
        foreach (var (option, _) in shortcuts)
            command.Options.Add(option);
        command.SetAction((parsed, cancellation) =>
        {
            var sources = new GivenSources(
                parsed.GetValue(file),
                parsed.GetValue(set) ?? [],
                [
                    .. shortcuts.Where(shortcut => parsed.GetResult(shortcut.Option) is not null)
                        .Select(shortcut => new KeyValuePair<string, string>(shortcut.Path, parsed.GetValue(shortcut.Option) ?? "")),
                    .. parsed.GetValue(seed) is { Length: > 0 } seeds
                        ? [new KeyValuePair<string, string>("microreg.cluster.seeds", string.Join(',', seeds))]
                        : ImmutableArray<KeyValuePair<string, string>>.Empty,
                ]);
            return RunAsync(sources, run, cancellation);
        });
        return command;
    }

    private static (Option<string> Option, string Path) Shortcut(string name, string value, string path, string description) =>
        (new Option<string>(name) { Description = description, HelpName = value }, path);

    private static async Task<int> RunAsync(
        GivenSources sources, Func<NodeSettings, CancellationToken, Task<int>> run, CancellationToken cancellation)
    {
        var given = sources.Combine(Environment.GetEnvironmentVariable, out var errors);
        var settings = SettingsLoader.Load(given, out var wrong);
        errors = errors.AddRange(wrong);
        if (errors.IsEmpty)
            return await run(settings, cancellation).ConfigureAwait(false);
        await Console.Error.WriteLineAsync(
            $"The settings are wrong, nothing was started:{Environment.NewLine}  {string.Join($"{Environment.NewLine}  ", errors)}")
                .ConfigureAwait(false);
        return ExitCodes.WrongSettings;
    }
}

/// <summary>What the process ends with.</summary>
internal static class ExitCodes
{
    /// <summary>Stopped as asked.</summary>
    public const int Stopped = 0;

    /// <summary>The machine did not give what the node needs: a port, the data directory.</summary>
    public const int CannotStart = 1;

    /// <summary>Faults of the program came too often for the node to go on.</summary>
    public const int Failed = 1;

    /// <summary>The settings or the command line are wrong.</summary>
    public const int WrongSettings = 2;
}
