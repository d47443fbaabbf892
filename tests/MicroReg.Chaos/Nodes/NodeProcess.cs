using System.Diagnostics;

namespace MicroReg.Chaos.Nodes;

/// <summary>One run of a node as a process of its own. What it prints and logs is appended to a file.</summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    private const string ReadyMark = " ready: http://";

    private readonly Process _process;
    private readonly StreamWriter _log;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private NodeProcess(string program, IEnumerable<string> arguments, string logFile)
    {
        _log = new StreamWriter(logFile, append: true) { AutoFlush = true };
        _process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true },
        };
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
        return new NodeProcess(command[0], command[1..], logFile);
    }

    /// <summary>Waits for the ready line.</summary>
    public async Task ReadyAsync(TimeSpan limit)
    {
        var ended = _process.WaitForExitAsync();
        if (await Task.WhenAny(_ready.Task, ended).WaitAsync(limit) == ended)
            throw new InvalidOperationException($"The node ended with {_process.ExitCode} instead of getting ready.");
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

        if (line.Contains(ReadyMark, StringComparison.Ordinal))
            _ready.TrySetResult();
    }
}
