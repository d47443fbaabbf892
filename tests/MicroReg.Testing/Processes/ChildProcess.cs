using System.Diagnostics;
using System.Text.RegularExpressions;

namespace MicroReg.Testing.Processes;

/// <summary>
/// A program in a process of its own, ended when this is disposed. What it prints is kept, to be waited for and to be told when it fails.
/// </summary>
public sealed partial class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ProcessOutput _output;
    private readonly Task _end;

    private ChildProcess(Process process, ProcessOutput output)
    {
        (_process, _output) = (process, output);
        _end = EndOfOutputAsync();
    }

    /// <summary>The program that runs a dll: the one that runs this, if it is one.</summary>
    public static string Dotnet { get; } =
        Environment.ProcessPath is { } path && Path.GetFileName(path) == "dotnet" ? path : "dotnet";

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <summary>Only of a process that has ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>What it printed so far to standard output.</summary>
    public string Output => _output.Text(isError: false);

    /// <summary>What it printed so far to standard error.</summary>
    public string Errors => _output.Text(isError: true);

    /// <summary>What it printed last, to either.</summary>
    public string LastLines => _output.LastLines;

    /// <summary>Its memory, as the kernel counts it.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Starts a program.</summary>
    /// <param name="start">What to run; standard input is its own only if this says so.</param>
    /// <param name="logFile">Gets every line, too; null for none.</param>
    public static ChildProcess Start(ProcessStartInfo start, string? logFile = null)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        var output = new ProcessOutput(logFile);
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => output.Take(line.Data, isError: false);
        process.ErrorDataReceived += (_, line) => output.Take(line.Data, isError: true);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new ChildProcess(process, output);
    }

    /// <summary>Starts one of our own programs, which lies beside this library.</summary>
    public static ChildProcess StartOwn(string dll, IEnumerable<string> arguments, string? logFile = null, string workingDirectory = "") =>
        Start(new ProcessStartInfo(Dotnet, [Path.Combine(AppContext.BaseDirectory, dll), .. arguments])
        {
            WorkingDirectory = workingDirectory
        }, logFile);

    /// <summary>Runs a program that ends by itself.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(ProcessStartInfo start)
    {
        await using var process = Start(start);
        return (await process.EndAsync(), process.Output, process.Errors);
    }

    /// <summary>Waits for a line that matches, to either stream; one that is there already counts.</summary>
    /// <exception cref="ProcessFailedException">It ended without such a line, or did not print one in time.</exception>
    public async Task<Match> PrintsAsync(Regex line, TimeSpan limit, CancellationToken cancel = default)
    {
        try
        {
            return await _output.WhenSeen(line).WaitAsync(limit, cancel);
        }
        catch (TimeoutException)
        {
            throw Failure($"did not print '{line}' within {limit.TotalSeconds} s");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw Failure($"ended with {_process.ExitCode} and never printed '{line}'");
        }
    }

    /// <summary>Waits for the ready line that all of our programs print.</summary>
    /// <returns>The address in it.</returns>
    public async Task<Uri> ReadyAsync() => new((await PrintsAsync(ReadyLine, Patience.Limit)).Groups["url"].Value);

    /// <summary>The next line of standard output that nobody has read yet.</summary>
    /// <exception cref="ProcessFailedException">There is none: it ended, or printed nothing in time.</exception>
    public async Task<string> NextLineAsync(TimeSpan limit, CancellationToken cancel = default)
    {
        try
        {
            return await _output.OutputLines.ReadAsync(cancel).AsTask().WaitAsync(limit, cancel);
        }
        catch (System.Threading.Channels.ChannelClosedException)
        {
            throw Failure("ended");
        }
        catch (TimeoutException)
        {
            throw Failure($"printed nothing within {limit.TotalSeconds} s");
        }
    }

    /// <inheritdoc cref="NextLineAsync(TimeSpan, CancellationToken)" />
    public Task<string> NextLineAsync() => NextLineAsync(Patience.Limit);

    /// <summary>Writes a line to its standard input.</summary>
    public async Task WriteLineAsync(string line, CancellationToken cancel = default)
    {
        await _process.StandardInput.WriteLineAsync(line.AsMemory(), cancel);
        await _process.StandardInput.FlushAsync(cancel);
    }

    /// <summary>Tells it that no more lines will come.</summary>
    public void CloseInput() => _process.StandardInput.Close();

    public void Signal(int signal) => Signals.Send(_process.Id, signal);

    /// <summary>Waits until it ends.</summary>
    /// <returns>Its exit code.</returns>
    public Task<int> EndAsync() => EndAsync(Patience.Limit);

    /// <inheritdoc cref="EndAsync()" />
    public async Task<int> EndAsync(TimeSpan limit)
    {
        try
        {
            await _end.WaitAsync(limit);
        }
        catch (TimeoutException)
        {
            throw Failure($"did not end within {limit.TotalSeconds} s");
        }

        return _process.ExitCode;
    }

    /// <summary>SIGTERM, and waits for the end.</summary>
    /// <returns>Its exit code.</returns>
    public Task<int> TerminateAsync()
    {
        Signal(Signals.Terminate);
        return EndAsync();
    }

    /// <summary>SIGTERM; if it does not end in time, it is killed.</summary>
    /// <returns>Whether it ended by itself.</returns>
    public async Task<bool> StopAsync(TimeSpan limit)
    {
        if (HasEnded)
            return true;
        Signal(Signals.Terminate);
        try
        {
            await EndAsync(limit);
            return true;
        }
        catch (ProcessFailedException)
        {
            await KillAsync();
            return false;
        }
    }

    /// <summary>SIGKILL, and waits for the end. A process that was stopped dies, too.</summary>
    public Task KillAsync()
    {
        _process.Kill();
        return EndAsync();
    }

    /// <summary>Kills it and all that it has started, if it still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await EndAsync();
        }

        _process.Dispose();
        _output.Dispose();
    }

    private async Task EndOfOutputAsync()
    {
        await _process.WaitForExitAsync();
        _output.End();
    }

    private ProcessFailedException Failure(string what) =>
        new($"{_process.StartInfo.FileName} {string.Join(' ', _process.StartInfo.ArgumentList)} {what}. It printed last:\n{LastLines}");

    [GeneratedRegex(@" ready: (?<url>http://\S+)")]
    private static partial Regex ReadyLine { get; }
}
