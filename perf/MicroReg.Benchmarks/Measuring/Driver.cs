using MicroReg.Benchmarks.Load;

namespace MicroReg.Benchmarks.Measuring;

/// <summary>Runs the load generator against a server and takes the server's CPU time before and after.</summary>
internal sealed class Driver(BenchSettings settings)
{
    private readonly List<string> _firstErrors = [];

    public BenchSettings Settings => settings;

    /// <summary>Wrong or missing answers of the whole run, warm-up included.</summary>
    public long Errors { get; private set; }

    /// <summary>The first wrong answer of each load that had any.</summary>
    public IReadOnlyList<string> FirstErrors => _firstErrors;

    public async Task<Sample> RunAsync(
        ServerGroup servers, Func<IRequestSource> requests, AnswerCheck check, long calls, TimeSpan time, CancellationToken cancel)
    {
        var ports = servers.Called.Select(s => s.Port).ToArray();
        var plan = new LoadPlan(ports, servers.Connections ?? settings.Connections, calls, time, requests, check)
        {
            OpenAsync = servers.OpenAsync
        };
        var (serversBefore, generatorBefore) = (servers.CpuTimes(), Environment.CpuUsage.TotalTime);
        var result = await LoadGenerator.RunAsync(plan, cancel);
        var generatorAfter = Environment.CpuUsage.TotalTime;
        Count(result);
        await servers.SettleAsync(result.Latencies.Count, cancel);
        TimeSpan[] cpu = [.. servers.CpuTimes().Zip(serversBefore, (after, before) => after - before)];
        return new Sample(
            result.Latencies.Count, result.Elapsed, cpu, generatorAfter - generatorBefore,
            result.Latencies.Quantile(0.5), result.Latencies.Quantile(0.99));
    }

    public void Fail(string reason)
    {
        Errors++;
        _firstErrors.Add(reason);
    }

    /// <summary>Takes the errors of a load that was run by itself, beside a measurement.</summary>
    public void Count(LoadResult result)
    {
        Errors += result.Errors;
        if (result.FirstError is { } reason)
            _firstErrors.Add(reason);
        // Every figure is a quotient by the calls made; without any there is nothing to go on with.
        if (result.Latencies.Count == 0)
            throw new BenchmarkFailedException($"No call was answered. {result.FirstError}");
    }
}
