using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using MicroReg.Testing.Networks;
using MicroReg.Testing.Nodes;
using MicroReg.Testing.Processes;

namespace MicroReg.Benchmarks.Servers;

/// <summary>A server under measurement: a child process that printed its ready line, ended when this is disposed.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    public static readonly TimeSpan ReadyTimeout = TimeSpan.FromSeconds(90);
    public static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(15);

    /// <summary>Variables that are meant for the load generator alone; a server runs as its users run it.</summary>
    public static readonly IReadOnlyList<string> LoadVariables =
        ["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT"];

    private readonly ChildProcess _process;

    private ServerProcess(ChildProcess process, int port, TimeSpan timeToReady) =>
        (_process, Port, TimeToReady) = (process, port, timeToReady);

    public int Id => _process.Id;

    public int Port { get; }

    /// <summary>From the start of the process to its ready line.</summary>
    public TimeSpan TimeToReady { get; }

    public TimeSpan CpuTime => CpuClock.Read(_process.Id);

    public long ResidentBytes => _process.ResidentBytes;

    /// <summary>A node that is ready. Who ends this ends the node.</summary>
    public static ServerProcess Of(NodeProcess node) => new(node.Process, node.BaseAddress.Port, node.TimeToReady);

    /// <param name="start">What to run.</param>
    /// <param name="ready">
    /// Matches the ready line; its group "port" tells the port, if the caller did not choose it. Null: it prints none and is ready when
    /// it listens.
    /// </param>
    /// <param name="port">The port, where the ready line does not tell.</param>
    /// <param name="ledger">Notes the process, in case that this one dies first.</param>
    /// <param name="cancel">Ends the wait and the process.</param>
    public static async Task<ServerProcess> StartAsync(
        ProcessStartInfo start, Regex? ready, int port, ProcessLedger ledger, CancellationToken cancel)
    {
        start.WorkingDirectory = ledger.Directory;
        foreach (var variable in LoadVariables)
            start.Environment.Remove(variable);
        var started = Stopwatch.GetTimestamp();
        var process = ChildProcess.Start(start);
        ledger.Note(process.Id);
        try
        {
            // Of a server that prints nothing at least its end is noticed.
            var line = process.PrintsAsync(ready ?? Nothing, ReadyTimeout, cancel);
            if (ready is null)
                await Task.WhenAny(line, Listening.WaitAsync(port, ReadyTimeout, cancel)).Unwrap();
            var told = ready is null ? Match.Empty.Groups["port"] : (await line).Groups["port"];
            var elapsed = Stopwatch.GetElapsedTime(started);
            return new ServerProcess(process, told.Success ? int.Parse(told.ValueSpan, CultureInfo.InvariantCulture) : port, elapsed);
        }
        catch (Exception e)
        {
            await EndAsync(process);
            if (e is ProcessFailedException)
                throw new BenchmarkFailedException(e.Message);
            throw;
        }
    }

    /// <summary>Says that a process had to be killed.</summary>
    public static Task WarnAsync(int processId) =>
        Console.Error.WriteLineAsync($"Process {processId} did not end within {StopTimeout.TotalSeconds} s; killed.");

    public async ValueTask DisposeAsync() => await EndAsync(_process);

    private static async Task EndAsync(ChildProcess process)
    {
        await using (process)
        {
            if (!await process.StopAsync(StopTimeout))
                await WarnAsync(process.Id);
        }
    }

    [GeneratedRegex("(?!)")]
    private static partial Regex Nothing { get; }
}
