using System.Diagnostics;
using System.Globalization;
using MicroReg.Benchmarks.Servers;
using MicroReg.Testing.Processes;

namespace MicroReg.Benchmarks.Profiling.Sampling;

/// <summary>Samples the stacks of a process while it is asked to; perf takes its orders as lines and acknowledges each.</summary>
internal sealed class PerfRecording : IRecording
{
    /// <summary>Samples a second and core; no round number, so that it keeps no step with timers.</summary>
    public const int Frequency = 499;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Process _perf;
    private readonly string _perfPath;
    private readonly string _file;

    private PerfRecording(Process perf, string perfPath, string file) => (_perf, _perfPath, _file) = (perf, perfPath, file);

    public static PerfRecording Start(string perfPath, int processId, ProcessLedger ledger, string name)
    {
        var file = Path.Combine(ledger.Directory, name + ".perf");
        var perf = Process.Start(new ProcessStartInfo(perfPath,
        [
            "record", "-q", "-F", Frequency.ToString(CultureInfo.InvariantCulture), "-g", "-N", "-D", "-1", "--control", "fd:0,1",
            "-o", file, "-p", processId.ToString(CultureInfo.InvariantCulture),
        ])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = ledger.Directory,
        })!;
        ledger.Note(perf.Id);
        return new PerfRecording(perf, perfPath, file);
    }

    public Task ResumeAsync(CancellationToken cancel) => OrderAsync("enable", cancel);

    public Task PauseAsync(CancellationToken cancel) => OrderAsync("disable", cancel);

    /// <summary>Ends the recording and reads it, while the process still runs and its map of compiled methods is there.</summary>
    public async Task<CpuProfile> ReadAsync(CancellationToken cancel)
    {
        await OrderAsync("stop", cancel);
        await _perf.WaitForExitAsync(cancel).WaitAsync(Patience, cancel);
        using var script = Process.Start(new ProcessStartInfo(
            _perfPath, ["script", "-i", _file, "-F", "comm,tid,ip,sym,dso", "--no-inline"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        script.BeginErrorReadLine();
        var profile = await Task.Run(() => CpuProfile.Of(PerfScriptReader.Read(script.StandardOutput)), cancel);
        await script.WaitForExitAsync(cancel);
        return profile.Samples > 0 ? profile : throw new BenchmarkFailedException("perf took no samples; may this user sample processes?");
    }

    public async ValueTask DisposeAsync()
    {
        using (_perf)
        {
            if (_perf.HasExited)
                return;
            Signals.Send(_perf.Id, Signals.Terminate);
            await _perf.WaitForExitAsync(CancellationToken.None).WaitAsync(Patience);
        }
    }

    private async Task OrderAsync(string order, CancellationToken cancel)
    {
        try
        {
            await _perf.StandardInput.WriteLineAsync(order.AsMemory(), cancel);
            await _perf.StandardInput.FlushAsync(cancel);
        }
        catch (IOException)
        {
            throw new BenchmarkFailedException("perf has ended; may this user sample processes?");
        }
        var answer = await _perf.StandardOutput.ReadLineAsync(cancel).AsTask().WaitAsync(Patience, cancel);
        // The string that perf writes is sent with its end.
        if (answer?.Trim('\0', ' ') != "ack")
            throw new BenchmarkFailedException($"perf did not {order}: '{answer}'.");
    }
}
