using System.Diagnostics;
using MicroReg.Testing.Processes;

namespace MicroReg.Testing.Nodes;

/// <summary>One run of a node, or of another program with a ready line, as a process of its own. What it prints and logs is appended to a file.</summary>
public sealed class NodeProcess : IAsyncDisposable
{
    private const string ReadyMark = " ready: ";

    private readonly Process _process;
    private readonly StreamWriter _log;
    private readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>
    /// Behind most of the instances that scenarios register nobody listens, so none is probed unless a setting asks for it, and
    /// no probe leaves the machine. In the environment, because a build that knows no such settings does not mind them there.
    /// </summary>
    private static readonly KeyValuePair<string, string>[] UnwatchedInstances =
    [
        new("MICROREG_HEALTH_DEFAULT_CHECK_KIND", "none"),
        new("MICROREG_HEALTH_ALLOWED_NETWORKS", "127.0.0.0/8,::1/128"),
    ];

    private NodeProcess(string program, IEnumerable<string> arguments, string logFile, params IEnumerable<KeyValuePair<string, string>> environment)
    {
        _log = new StreamWriter(logFile, append: true) { AutoFlush = true };
        _process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true },
        };
        foreach (var (name, value) in environment)
            _process.StartInfo.Environment[name] = value;
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The executable under test; beside this program, unless another build is named.</summary>
    private static string Executable =>
        Environment.GetEnvironmentVariable("MICROREG_NODE_DLL") ?? Path.Combine(AppContext.BaseDirectory, "microreg-node.dll");

    /// <param name="launcher">A command that runs another one in its own place, or nothing.</param>
    /// <param name="arguments">The node's own arguments.</param>
    /// <param name="logFile">Where to append what it prints.</param>
    public static NodeProcess Start(IReadOnlyList<string> launcher, IEnumerable<string> arguments, string logFile)
    {
        string[] command = [.. launcher, "dotnet", Executable, .. arguments];
        return new NodeProcess(command[0], command[1..], logFile, UnwatchedInstances);
    }

    /// <summary>Starts another program that lies beside this one.</summary>
    public static NodeProcess StartProgram(string program, IEnumerable<string> arguments, string logFile) =>
        new("dotnet", [Path.Combine(AppContext.BaseDirectory, program), .. arguments], logFile);

    /// <summary>Waits for the ready line.</summary>
    /// <returns>The address in it.</returns>
    public async Task<Uri> ReadyAsync(TimeSpan limit)
    {
        var ended = _process.WaitForExitAsync();
        if (await Task.WhenAny(_ready.Task, ended).WaitAsync(limit) == ended)
            throw new InvalidOperationException($"The process ended with {_process.ExitCode} instead of getting ready.");
        return await _ready.Task;
    }

    public void Signal(int signal) => Signals.Send(_process.Id, signal);

    /// <summary>Waits for its end.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience.Ample);
        return _process.ExitCode;
    }

    /// <summary>Kills it, if it still runs; a stopped process, too.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await EndAsync();
        }

        _process.Dispose();
        await _log.DisposeAsync();
    }

    private void Note(string? line)
    {
        if (line is null)
            return;
        lock (_log)
        {
            // Lines of a process that was killed may still arrive when its log is closed.
            if (_log.BaseStream is { CanWrite: true })
                _log.WriteLine(line);
        }

        if (line.IndexOf(ReadyMark, StringComparison.Ordinal) is >= 0 and var mark
            && Uri.TryCreate(line[(mark + ReadyMark.Length)..].Split(' ')[0], UriKind.Absolute, out var address))
            _ready.TrySetResult(address);
    }
}
