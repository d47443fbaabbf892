using System.Diagnostics;
using System.Globalization;
using MicroReg.Testing.Processes;

namespace MicroReg.Benchmarks.Servers;

/// <summary>A program of one file, which java compiles itself, and which takes orders as lines and answers with lines.</summary>
internal sealed class JavaProgram : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(15);
    private readonly ChildProcess _java;

    /// <param name="jars">The directory of ZooKeeper's jars.</param>
    /// <param name="ledger">Notes the process.</param>
    /// <param name="file">Of the program, below the benchmark's directory.</param>
    /// <param name="servers">Whose addresses it gets.</param>
    public JavaProgram(string jars, ProcessLedger ledger, string file, IEnumerable<ServerProcess> servers)
    {
        var start = new ProcessStartInfo("java",
        [
            "-Xmx256m", .. ZooKeeperJars.Logging, "-cp", ZooKeeperJars.ClassPath(jars), Path.Combine(AppContext.BaseDirectory, file),
            .. servers.Select(server => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{server.Port}")),
        ])
        {
            RedirectStandardInput = true,
            WorkingDirectory = ledger.Directory,
        };
        _java = ChildProcess.Start(start);
        ledger.Note(_java.Id);
    }

    public TimeSpan CpuTime => CpuClock.Read(_java.Id);

    public Task OrderAsync(string order, CancellationToken cancel) => _java.WriteLineAsync(order, cancel);

    public async Task<string> ReadAsync(TimeSpan patience, CancellationToken cancel)
    {
        try
        {
            return await _java.NextLineAsync(patience, cancel);
        }
        catch (ProcessFailedException e)
        {
            throw new BenchmarkFailedException(e.Message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await using (_java)
        {
            _java.CloseInput();
            try
            {
                await _java.EndAsync(StopTimeout);
            }
            catch (ProcessFailedException)
            {
                await _java.KillAsync();
            }
        }
    }
}
