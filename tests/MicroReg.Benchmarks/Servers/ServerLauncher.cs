using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using MicroReg.Benchmarks.Clusters;

namespace MicroReg.Benchmarks.Servers;

/// <summary>Starts the servers that are compared; each on free ports of 127.0.0.1.</summary>
internal sealed partial class ServerLauncher(BenchSettings settings, ProcessLedger ledger)
{
    public Task<ServerProcess> StartNodeAsync(string dataDirectory, CancellationToken cancel, params IEnumerable<string> nodeSettings) =>
        StartNodeAsync(["--http-port", "0", "--remote-port", "0", "--data-dir", dataDirectory], nodeSettings, cancel);

    /// <summary>A node that is one of several; <paramref name="seeds"/> are the cluster ports of those that it may join.</summary>
    public Task<ServerProcess> StartMemberAsync(
        MemberPlace place, IEnumerable<int> seeds, CancellationToken cancel, params IEnumerable<string> nodeSettings) =>
        StartNodeAsync(
            [
                "--node-name", place.Name, "--http-port", Digits(place.HttpPort), "--remote-port", Digits(place.ClusterPort),
                "--data-dir", place.DataDirectory, .. seeds.SelectMany(port => new[] { "--seed", $"127.0.0.1:{port}" }),
            ],
            nodeSettings, cancel);

    /// <summary>The floor runs on the node's own runtime configuration: same garbage collector, same JIT settings.</summary>
    public Task<ServerProcess> StartFloorAsync(int answerBytes, CancellationToken cancel) =>
        StartOwnAsync(ReadyLine, cancel, "floor", "--port", "0", "--answer-bytes", Digits(answerBytes));

    /// <summary>A cluster member without a registry, on the node's own runtime configuration, too.</summary>
    /// <param name="seed">Port of the member to join; 0: it begins alone.</param>
    /// <param name="cancel">Ends the wait and the process.</param>
    public Task<ServerProcess> StartBareMemberAsync(int seed, CancellationToken cancel) =>
        StartOwnAsync(BareReadyLine, cancel, "bare-cluster", "--port", "0", "--seed", Digits(seed));

    public Task<ServerProcess> StartEtcdAsync(string dataDirectory, CancellationToken cancel)
    {
        var place = EtcdPlace.Take("bench", dataDirectory);
        return StartEtcdAsync(place, [place], cancel);
    }

    /// <summary>One etcd of a cluster; all of <paramref name="members"/> must be started for it to become ready.</summary>
    public Task<ServerProcess> StartEtcdAsync(EtcdPlace place, IEnumerable<EtcdPlace> members, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(settings.EtcdPath);
        Add(start, "--name", place.Name, "--data-dir", place.DataDirectory);
        Add(start, "--listen-client-urls", place.ClientUrl, "--advertise-client-urls", place.ClientUrl);
        Add(start, "--listen-peer-urls", place.PeerUrl, "--initial-advertise-peer-urls", place.PeerUrl);
        Add(start, "--initial-cluster", string.Join(',', members.Select(member => $"{member.Name}={member.PeerUrl}")));
        return ServerProcess.StartAsync(start, EtcdReadyLine, place.ClientPort, ledger, cancel);
    }

    private Task<ServerProcess> StartNodeAsync(IEnumerable<string> options, IEnumerable<string> nodeSettings, CancellationToken cancel)
    {
        var start = settings.NodePath.EndsWith(".dll", StringComparison.Ordinal)
            ? new ProcessStartInfo(DotnetPath, [settings.NodePath])
            : new ProcessStartInfo(settings.NodePath);
        var overrides = settings.NodeSettings.Concat(nodeSettings).SelectMany(s => new[] { "--set", s });
        foreach (var argument in options.Concat(overrides))
            start.ArgumentList.Add(argument);
        start.Environment["DOTNET_GCgen0size"] = YoungGeneration;
        return ServerProcess.StartAsync(start, ReadyLine, 0, ledger, cancel);
    }

    /// <summary>A command of this executable as a process of its own.</summary>
    private Task<ServerProcess> StartOwnAsync(Regex ready, CancellationToken cancel, params ReadOnlySpan<string> command)
    {
        var start = new ProcessStartInfo(DotnetPath, ["exec"]);
        var nodeConfiguration = Path.ChangeExtension(settings.NodePath, ".runtimeconfig.json");
        if (File.Exists(nodeConfiguration))
            Add(start, "--runtimeconfig", nodeConfiguration);
        start.Environment["DOTNET_GCgen0size"] = YoungGeneration;
        Add(start, typeof(ServerLauncher).Assembly.Location);
        Add(start, command);
        return ServerProcess.StartAsync(start, ready, 0, ledger, cancel);
    }

    /// <summary>In hexadecimal, as <c>scripts/run-node.sh</c> sets it for the same reason; the floor gets the same.</summary>
    private const string YoungGeneration = "400000";

    private static string DotnetPath => Environment.ProcessPath is { } path && Path.GetFileName(path) == "dotnet" ? path : "dotnet";

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Add(ProcessStartInfo start, params ReadOnlySpan<string> arguments)
    {
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
    }

    [GeneratedRegex(@"ready: http://[^/\s]+:(?<port>\d+)")]
    private static partial Regex ReadyLine { get; }

    [GeneratedRegex(@"^Bare cluster member ready: (?<port>\d+)")]
    private static partial Regex BareReadyLine { get; }

    [GeneratedRegex("ready to serve client requests")]
    private static partial Regex EtcdReadyLine { get; }
}
