using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace MicroReg.Benchmarks.Servers;

/// <summary>Starts the servers that are compared; each on a free port of 127.0.0.1.</summary>
internal sealed partial class ServerLauncher(BenchSettings settings, ProcessLedger ledger)
{
    public Task<ServerProcess> StartNodeAsync(string dataDirectory, CancellationToken cancel, params IEnumerable<string> nodeSettings)
    {
        var start = settings.NodePath.EndsWith(".dll", StringComparison.Ordinal)
            ? new ProcessStartInfo(DotnetPath, [settings.NodePath])
            : new ProcessStartInfo(settings.NodePath);
        string[] options = ["--http-port", "0", "--remote-port", "0", "--data-dir", dataDirectory];
        var overrides = settings.NodeSettings.Concat(nodeSettings).SelectMany(s => new[] { "--set", s });
        foreach (var argument in options.Concat(overrides))
            start.ArgumentList.Add(argument);
        start.Environment["DOTNET_GCgen0size"] = YoungGeneration;
        return ServerProcess.StartAsync(start, ReadyLine, 0, ledger, cancel);
    }

    /// <summary>The floor runs on the node's own runtime configuration: same garbage collector, same JIT settings.</summary>
    public Task<ServerProcess> StartFloorAsync(int answerBytes, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(DotnetPath, ["exec"]);
        var nodeConfiguration = Path.ChangeExtension(settings.NodePath, ".runtimeconfig.json");
        if (File.Exists(nodeConfiguration))
            Add(start, "--runtimeconfig", nodeConfiguration);
        start.Environment["DOTNET_GCgen0size"] = YoungGeneration;
        Add(start, typeof(ServerLauncher).Assembly.Location, "floor");
        Add(start, "--port", "0", "--answer-bytes", answerBytes.ToString(CultureInfo.InvariantCulture));
        return ServerProcess.StartAsync(start, ReadyLine, 0, ledger, cancel);
    }

    public Task<ServerProcess> StartEtcdAsync(string dataDirectory, CancellationToken cancel)
    {
        var (client, peer) = FreePorts.TakeTwo();
        var (clientUrl, peerUrl) = ($"http://127.0.0.1:{client}", $"http://127.0.0.1:{peer}");
        var start = new ProcessStartInfo(settings.EtcdPath);
        Add(start, "--name", "bench", "--data-dir", dataDirectory);
        Add(start, "--listen-client-urls", clientUrl, "--advertise-client-urls", clientUrl);
        Add(start, "--listen-peer-urls", peerUrl, "--initial-advertise-peer-urls", peerUrl, "--initial-cluster", $"bench={peerUrl}");
        return ServerProcess.StartAsync(start, EtcdReadyLine, client, ledger, cancel);
    }

    /// <summary>In hexadecimal, as <c>scripts/run-node.sh</c> sets it for the same reason; the floor gets the same.</summary>
    private const string YoungGeneration = "400000";

    private static string DotnetPath => Environment.ProcessPath is { } path && Path.GetFileName(path) == "dotnet" ? path : "dotnet";

    private static void Add(ProcessStartInfo start, params ReadOnlySpan<string> arguments)
    {
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
    }

    [GeneratedRegex(@"ready: http://[^/\s]+:(?<port>\d+)")]
    private static partial Regex ReadyLine { get; }

    [GeneratedRegex("ready to serve client requests")]
    private static partial Regex EtcdReadyLine { get; }
}
