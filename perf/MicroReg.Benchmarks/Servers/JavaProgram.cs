using System.Diagnostics;
using System.Globalization;

namespace MicroReg.Benchmarks.Servers;

/// <summary>A program of one file, which java compiles itself, and which takes orders as lines and answers with lines.</summary>
internal sealed class JavaProgram : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(15);
    private readonly Process _java;

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
            RedirectStandardOutput = true,
            WorkingDirectory = ledger.Directory,
        };
        _java = Process.Start(start)!;
        ledger.Note(_java.Id);
    }

    public TimeSpan CpuTime => CpuClock.Read(_java.Id);

    public async Task OrderAsync(string order, CancellationToken cancel)
    {
        await _java.StandardInput.WriteLineAsync(order.AsMemory(), cancel);
        await _java.StandardInput.FlushAsync(cancel);
    }

    public async Task<string> ReadAsync(TimeSpan patience, CancellationToken cancel) =>
        await _java.StandardOutput.ReadLineAsync(cancel).AsTask().WaitAsync(patience, cancel)
        ?? throw new BenchmarkFailedException("ZooKeeper's client ended.");

    public async ValueTask DisposeAsync()
    {
        using (_java)
        using (var patience = new CancellationTokenSource(StopTimeout))
        {
            _java.StandardInput.Close();
            try
            {
                await _java.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                _java.Kill(entireProcessTree: true);
            }
        }
    }
}
