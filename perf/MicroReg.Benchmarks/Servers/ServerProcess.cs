using System.Diagnostics;
using System.Text.RegularExpressions;

namespace MicroReg.Benchmarks.Servers;

/// <summary>A server under measurement: a child process that printed its ready line, ended when this is disposed.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan ReadyTimeout = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(15);
    private readonly Process _process;

    private ServerProcess(Process process, int port, TimeSpan timeToReady) =>
        (_process, Port, TimeToReady) = (process, port, timeToReady);

    public int Id => _process.Id;

    public int Port { get; }

    /// <summary>From the start of the process to its ready line.</summary>
    public TimeSpan TimeToReady { get; }

    public TimeSpan CpuTime => CpuClock.Read(_process.Id);

    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <param name="start">What to run.</param>
    /// <param name="ready">Matches the ready line; its group "port" tells the port, if the caller did not choose it. Null: it prints none and is ready when it listens.</param>
    /// <param name="port">The port, where the ready line does not tell.</param>
    /// <param name="ledger">Notes the process, in case that this one dies first.</param>
    /// <param name="cancel">Ends the wait and the process.</param>
    public static async Task<ServerProcess> StartAsync(
        ProcessStartInfo start, Regex? ready, int port, ProcessLedger ledger, CancellationToken cancel)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.WorkingDirectory = ledger.Directory;
        // Meant for the load generator alone; a server runs as its users run it.
        start.Environment.Remove("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS");
        start.Environment.Remove("DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT");
        var output = new ReadyLineWatcher(ready);
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        output.Attach(process);
        var started = Stopwatch.GetTimestamp();
        process.Start();
        ledger.Note(process.Id);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            if (ready is null)
                await Task.WhenAny(output.Ready, Listening.WaitAsync(port, ReadyTimeout, cancel)).Unwrap();
            var line = ready is null ? Match.Empty : await output.Ready.WaitAsync(ReadyTimeout, cancel);
            var elapsed = Stopwatch.GetElapsedTime(started);
            return new ServerProcess(process, line.Groups["port"] is { Success: true } told ? int.Parse(told.ValueSpan) : port, elapsed);
        }
        catch (Exception e)
        {
            await EndAsync(process);
            if (e is TimeoutException)
                throw new BenchmarkFailedException($"{start.FileName} was not ready within {ReadyTimeout.TotalSeconds} s.\n{output.LastLines}");
            throw;
        }
    }

    public async ValueTask DisposeAsync() => await EndAsync(_process);

    private static async Task EndAsync(Process process)
    {
        using (process)
        using (var patience = new CancellationTokenSource(StopTimeout))
        {
            if (process.HasExited)
                return;
            ProcessSignal.Terminate(process.Id);
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                await Console.Error.WriteLineAsync($"Process {process.Id} did not end within {StopTimeout.TotalSeconds} s; killed.");
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }
    }
}
