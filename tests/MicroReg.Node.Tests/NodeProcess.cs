using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace MicroReg.Node.Tests;

/// <summary>A real node in a process of its own, on free loopback ports.</summary>
internal sealed partial class NodeProcess : IAsyncDisposable
{
    /// <summary>Nothing here takes long; a wait that does is a failure, and says what the node printed.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private NodeProcess(string program, IEnumerable<string> arguments)
    {
        _process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        _process.OutputDataReceived += (_, line) => OnOutput(line.Data);
        _process.ErrorDataReceived += (_, line) => Append(_errors, line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private static string Executable => Path.Combine(AppContext.BaseDirectory, "microreg-node.dll");

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>Where it serves HTTP.</summary>
    public Uri BaseAddress => _ready.Task.Result;

    /// <summary>Host and port of its cluster endpoint.</summary>
    public string ClusterAddress => ReadyLine().Match(Output.Trim()).Groups[2].Value;

    /// <summary>What it printed so far.</summary>
    public string Output => Read(_output);

    /// <summary>What it logged so far.</summary>
    public string Errors => Read(_errors);

    /// <summary>Starts a node on a data directory and waits until it is ready.</summary>
    public static Task<NodeProcess> StartAsync(string dataDirectory, params string[] more) =>
        new NodeProcess("dotnet", [Executable, .. OnFreePorts(dataDirectory), .. more]).ReadyAsync();

    /// <summary>
    /// Starts a node whose data directory is a small disk in memory. The disk is mounted in a namespace of the node's
    /// own (as an ordinary user in a user namespace, too), so nothing is left behind; seen from here it is below
    /// <c>/proc/ID/root</c>.
    /// </summary>
    public static Task<NodeProcess> StartOnSmallDiskAsync(string dataDirectory, int mebibytes) =>
        new NodeProcess("unshare", [
            "--mount", .. Environment.IsPrivilegedProcess ? Array.Empty<string>() : ["--map-root-user"],
            "sh", "-c", $"mount -t tmpfs -o size={mebibytes}m none \"$0\" && exec dotnet \"$@\"",
            dataDirectory, Executable, .. OnFreePorts(dataDirectory)]).ReadyAsync();

    /// <summary>Runs a node that is expected to end by itself.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        await using var node = new NodeProcess("dotnet", [Executable, .. arguments]);
        await node._process.WaitForExitAsync().WaitAsync(Patience);
        return (node._process.ExitCode, node.Output, node.Errors);
    }

    /// <summary>SIGKILL: no goodbye, nothing flushed.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(Patience);
    }

    /// <summary>SIGTERM, and the exit code.</summary>
    public async Task<int> StopAsync()
    {
        const int terminate = 15;
        if (Signal(_process.Id, terminate) != 0)
            throw new InvalidOperationException($"No process {_process.Id} to stop.");
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    private static string[] OnFreePorts(string dataDirectory) =>
        ["--config", Path.Combine(AppContext.BaseDirectory, "tests.hocon"), "--http-port", "0", "--remote-port", "0", "--data-dir", dataDirectory];

    private async Task<NodeProcess> ReadyAsync()
    {
        var ended = _process.WaitForExitAsync();
        if (await Task.WhenAny(_ready.Task, ended).WaitAsync(Patience) == ended)
            throw new InvalidOperationException($"The node ended with {_process.ExitCode} instead of getting ready:\n{Output}{Errors}");
        return this;
    }

    private void OnOutput(string? line)
    {
        Append(_output, line);
        if (line is not null && ReadyLine().Match(line) is { Success: true } match)
            _ready.TrySetResult(new Uri(match.Groups[1].Value));
    }

    private static void Append(StringBuilder text, string? line)
    {
        lock (text)
            text.AppendLine(line);
    }

    private static string Read(StringBuilder text)
    {
        lock (text)
            return text.ToString();
    }

    [GeneratedRegex(@"^MicroReg node \S+ ready: (http://\S+) \(cluster member (\S+:\d+)\)$")]
    private static partial Regex ReadyLine();

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Signal(int process, int signal);
}
