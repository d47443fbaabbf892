using System.Diagnostics;
using System.Text.RegularExpressions;
using MicroReg.Testing.Processes;

namespace MicroReg.Testing.Nodes;

/// <summary>One run of a real node in a process of its own, ended when this is disposed.</summary>
public sealed partial class NodeProcess : IAsyncDisposable
{
    private readonly TimeSpan _readyLimit;
    private readonly long _started;
    private readonly ChildProcess _process;
    private Match _ready = Match.Empty;

    private NodeProcess(NodeSetup setup, IEnumerable<string> arguments, string? logFile, IEnumerable<string> launcher)
    {
        var start = NodeCommand.Create(setup, arguments, launcher);
        _readyLimit = setup.ReadyLimit;
        _started = Stopwatch.GetTimestamp();
        _process = ChildProcess.Start(start, logFile);
        setup.OnStarted?.Invoke(_process.Id);
    }

    public int Id => _process.Id;

    /// <summary>The process itself.</summary>
    public ChildProcess Process => _process;

    /// <summary>From the start of the process to its ready line.</summary>
    public TimeSpan TimeToReady { get; private set; }

    /// <summary>Where it serves HTTP.</summary>
    public Uri BaseAddress => new(_ready.Groups["http"].Value);

    /// <summary>Host and port of its cluster endpoint.</summary>
    public string ClusterAddress => _ready.Groups["cluster"].Value;

    /// <summary>What it printed so far.</summary>
    public string Output => _process.Output;

    /// <summary>What it logged so far.</summary>
    public string Errors => _process.Errors;

    /// <summary>Starts a node on free ports and waits until it is ready.</summary>
    /// <param name="dataDirectory">Where its data are.</param>
    /// <param name="more">More arguments.</param>
    public static Task<NodeProcess> StartAsync(string dataDirectory, params IEnumerable<string> more) =>
        ReadyAsync(Launch([.. NodeCommand.OnFreePorts(dataDirectory), .. more]), CancellationToken.None);

    /// <summary>Starts a node on free ports and waits until it is ready.</summary>
    /// <param name="setup">How it is started.</param>
    /// <param name="dataDirectory">Where its data are.</param>
    /// <param name="cancel">Ends the wait and the process.</param>
    public static Task<NodeProcess> StartAsync(NodeSetup setup, string dataDirectory, CancellationToken cancel = default) =>
        ReadyAsync(Launch(setup, NodeCommand.OnFreePorts(dataDirectory)), cancel);

    /// <summary>
    /// Starts a node whose data directory is a small disk in memory. The disk is mounted in a namespace of the node's
    /// own (as an ordinary user in a user namespace, too), so nothing is left behind; seen from here it is below
    /// <c>/proc/ID/root</c>.
    /// </summary>
    public static Task<NodeProcess> StartOnSmallDiskAsync(string dataDirectory, int mebibytes) => ReadyAsync(Launch(
        NodeCommand.OnFreePorts(dataDirectory), null,
        [
            "unshare", "--mount", .. Environment.IsPrivilegedProcess ? Array.Empty<string>() : ["--map-root-user"],
            "sh", "-c", $"mount -t tmpfs -o size={mebibytes}m none \"$0\" && exec \"$@\"", dataDirectory,
        ]), CancellationToken.None);

    /// <summary>Starts a node and does not wait.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="logFile">Where to append what it prints; null for nowhere.</param>
    /// <param name="launcher">A command that runs another one in its own place, or nothing.</param>
    public static NodeProcess Launch(IEnumerable<string> arguments, string? logFile = null, params IEnumerable<string> launcher) =>
        Launch(NodeSetup.Default, arguments, logFile, launcher);

    /// <summary>Starts a node in a certain way and does not wait.</summary>
    /// <param name="setup">How it is started.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="logFile">Where to append what it prints; null for nowhere.</param>
    /// <param name="launcher">A command that runs another one in its own place, or nothing.</param>
    public static NodeProcess Launch(
        NodeSetup setup, IEnumerable<string> arguments, string? logFile = null, params IEnumerable<string> launcher) =>
        new(setup, arguments, logFile, launcher);

    /// <summary>Runs a node that is expected to end by itself.</summary>
    public static Task<(int ExitCode, string Output, string Errors)> RunAsync(params IEnumerable<string> arguments) =>
        ChildProcess.RunAsync(NodeCommand.Create(NodeSetup.Default, arguments));

    /// <summary>Waits until it is ready.</summary>
    /// <exception cref="ProcessFailedException">It ended instead, or is not ready in time; says what it printed.</exception>
    public async Task ReadyAsync(CancellationToken cancel = default)
    {
        _ready = await _process.PrintsAsync(ReadyLine, _readyLimit, cancel);
        TimeToReady = Stopwatch.GetElapsedTime(_started);
    }

    public void Signal(int signal) => _process.Signal(signal);

    /// <summary>Waits until it ends.</summary>
    /// <returns>Its exit code.</returns>
    public Task<int> EndAsync() => _process.EndAsync();

    /// <summary>SIGKILL: no goodbye, nothing flushed.</summary>
    public Task KillAsync() => _process.KillAsync();

    /// <summary>SIGTERM.</summary>
    /// <returns>Its exit code.</returns>
    public Task<int> StopAsync() => _process.TerminateAsync();

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static async Task<NodeProcess> ReadyAsync(NodeProcess node, CancellationToken cancel)
    {
        try
        {
            await node.ReadyAsync(cancel);
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    [GeneratedRegex(@"^MicroReg node \S+ ready: (?<http>http://\S+) \(cluster member (?<cluster>\S+:\d+)\)$")]
    private static partial Regex ReadyLine { get; }
}
