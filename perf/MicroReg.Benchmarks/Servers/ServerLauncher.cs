using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using MicroReg.Benchmarks.Clusters;
using MicroReg.Testing.Networks;
using MicroReg.Testing.Nodes;
using MicroReg.Testing.Processes;

namespace MicroReg.Benchmarks.Servers;

/// <summary>Starts the servers that are compared; each on free ports of 127.0.0.1.</summary>
internal sealed partial class ServerLauncher(BenchSettings settings, ProcessLedger ledger)
{
    // In hexadecimal, as scripts/run-node.sh sets it for the same reason; the floor gets the same.
    private const string GenerationVariable = "DOTNET_GCgen0size";
    private const string GenerationSize = "400000";

    public ProcessLedger Ledger => ledger;

    /// <summary>Waits for a node or a cluster.</summary>
    /// <exception cref="BenchmarkFailedException">It did not start, or not in time.</exception>
    public static async Task OrFailAsync(Task starting)
    {
        try
        {
            await starting;
        }
        catch (Exception e) when (e is ProcessFailedException or TimeoutException)
        {
            throw new BenchmarkFailedException(e.Message);
        }
    }

    /// <summary>A node alone.</summary>
    public async Task<ServerProcess> StartNodeAsync(
        string dataDirectory, CancellationToken cancel, params IEnumerable<string> nodeSettings)
    {
        var setup = Setup();
        setup = setup with { Settings = [.. setup.Settings, .. nodeSettings] };
        return ServerProcess.Of(await OrFailAsync(NodeProcess.StartAsync(setup, dataDirectory, cancel)));
    }

    /// <summary>Nodes that are ready, each by itself; they may not see each other yet.</summary>
    public Task<TestCluster> StartClusterAsync(ClusterShape shape, CancellationToken cancel) =>
        OrFailAsync(TestCluster.StartAsync(shape with { Setup = Setup() }, cancel));

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

    /// <summary>
    /// One ZooKeeper server (of one alone the last line of its start is told); all of <paramref name="ensemble"/> must be started for it
    /// to become ready.
    /// </summary>
    public Task<ServerProcess> StartZooKeeperAsync(ZooKeeperPlace place, IEnumerable<ZooKeeperPlace> ensemble, CancellationToken cancel)
    {
        var start = new ProcessStartInfo("java");
        // The heap of ZooKeeper's own start script.
        Add(start, "-Xmx1000m");
        Add(start, ZooKeeperJars.Logging);
        Add(start, "-cp", ZooKeeperJars.ClassPath(settings.ZooKeeperPath));
        Add(start, "org.apache.zookeeper.server.quorum.QuorumPeerMain", place.Write(ensemble));
        return ServerProcess.StartAsync(start, ZooKeeperReadyLine, place.ClientPort, ledger, cancel);
    }

    /// <summary>The registry of a dictionary, on Python's own server of XML-RPC.</summary>
    public Task<ServerProcess> StartDictionaryAsync(CancellationToken cancel)
    {
        var port = FreePorts.Take(1)[0];
        var start = new ProcessStartInfo(
            PythonPath, [Path.Combine(AppContext.BaseDirectory, "Field", "Peers", "dictionary_server.py"), Digits(port)]);
        return ServerProcess.StartAsync(start, DictionaryReadyLine, port, ledger, cancel);
    }

    /// <summary>The master of ROS; it writes its log below the work directory.</summary>
    public Task<ServerProcess> StartRosMasterAsync(CancellationToken cancel)
    {
        var port = FreePorts.Take(1)[0];
        var start = new ProcessStartInfo(
            PythonPath, [Path.Combine(settings.RosMasterPath, "bin", "rosmaster"), "--core", "-p", Digits(port)]);
        start.Environment["PYTHONPATH"] = Path.Combine(settings.RosMasterPath, "lib", "python3", "dist-packages");
        start.Environment["ROS_HOME"] = Path.Combine(ledger.Directory, "ros");
        return ServerProcess.StartAsync(start, null, port, ledger, cancel);
    }

    private NodeSetup Setup()
    {
        var environment = ServerProcess.LoadVariables.ToDictionary(variable => variable, _ => (string?)null);
        environment.Add(GenerationVariable, GenerationSize);
        foreach (var (name, value) in settings.NodeEnvironment)
            environment[name] = value;
        return new NodeSetup
        {
            Executable = settings.NodePath,
            Settings = settings.NodeSettings,
            Environment = environment,
            WorkingDirectory = ledger.Directory,
            ReadyLimit = ServerProcess.ReadyTimeout,
            OnStarted = ledger.Note,
        };
    }

    private static async Task<T> OrFailAsync<T>(Task<T> starting)
    {
        await OrFailAsync((Task)starting);
        return await starting;
    }

    /// <summary>A command of this executable as a process of its own.</summary>
    private Task<ServerProcess> StartOwnAsync(Regex ready, CancellationToken cancel, params ReadOnlySpan<string> command)
    {
        var start = new ProcessStartInfo(ChildProcess.Dotnet, ["exec"]);
        var nodeConfiguration = Path.ChangeExtension(settings.NodePath, ".runtimeconfig.json");
        if (File.Exists(nodeConfiguration))
            Add(start, "--runtimeconfig", nodeConfiguration);
        start.Environment[GenerationVariable] = GenerationSize;
        Add(start, typeof(ServerLauncher).Assembly.Location);
        Add(start, command);
        return ServerProcess.StartAsync(start, ready, 0, ledger, cancel);
    }

    // Debian's own, for which its packages are made.
    public static string PythonPath => File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";

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

    [GeneratedRegex("^dictionary server ready")]
    private static partial Regex DictionaryReadyLine { get; }

    [GeneratedRegex("Peer state changed: (leading|following) - broadcast|Using checkIntervalMs=")]
    private static partial Regex ZooKeeperReadyLine { get; }
}
