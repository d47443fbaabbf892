using System.Diagnostics;
using MicroReg.Benchmarks.Events.Changes;
using MicroReg.Benchmarks.Events.Listening;
using MicroReg.Benchmarks.Events.Ways;
using MicroReg.Benchmarks.Load;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Events.Swarm;

/// <summary>Makes changes at one node and takes what they cost node, client and network while many listen.</summary>
internal sealed class SwarmDriver(ServerProcess node, RegistryChanges changes, RecordStatuses statuses)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    public async Task<SwarmRound> RunAsync(IReadOnlyList<RawSubscription> subscriptions, ChangePace pace, CancellationToken cancel)
    {
        var run = statuses.Plan(pace.Count);
        var listeners = subscriptions.Select(subscription => subscription.ListenTo(run)).ToArray();
        var (bytes, pages, events) = Sum(subscriptions);
        var (nodeBefore, clientBefore, started) = (node.CpuTime, Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        await ChangeDriver.RunAsync(changes, run, pace, cancel);
        var answered = Stopwatch.GetTimestamp();
        while (listeners.Any(one => one.SeenCount < run.Count) && Stopwatch.GetElapsedTime(answered) < Patience.ToHear)
            await Task.Delay(Poll, cancel);
        var (nodeAfter, clientAfter, elapsed) = (node.CpuTime, Environment.CpuUsage.TotalTime, Stopwatch.GetElapsedTime(started));
        var (bytesAfter, pagesAfter, eventsAfter) = Sum(subscriptions);
        if (subscriptions.Select(subscription => subscription.Failure).FirstOrDefault(failure => failure is not null) is { } failed)
            throw new BenchmarkFailedException($"A subscriber of {subscriptions.Count} was cut off: {failed}");
        var samples = listeners.Select(one => one.Take()).ToArray();
        return new SwarmRound
        {
            Heard = Merge(samples),
            Answers = run.TakeAnswers(),
            Lost = samples.Sum(sample => (long)sample.Lost),
            Coalesced = samples.Sum(sample => (long)sample.Coalesced),
            NodeCpu = 100 * (nodeAfter - nodeBefore) / elapsed,
            ClientCpu = 100 * (clientAfter - clientBefore) / elapsed,
            BytesPerChange = (double)(bytesAfter - bytes) / Math.Max(1, subscriptions.Count) / run.Count,
            EventsPerPage = (double)(eventsAfter - events) / Math.Max(1, pagesAfter - pages),
        };
    }

    private static (long Bytes, long Pages, long Events) Sum(IReadOnlyList<RawSubscription> all) =>
        (all.Sum(one => one.Bytes), all.Sum(one => one.Pages), all.Sum(one => one.Events));

    private static LatencyHistogram Merge(IEnumerable<ListenerSample> samples)
    {
        var heard = new LatencyHistogram();
        foreach (var sample in samples)
            heard.Add(sample.FromSend);
        return heard;
    }
}
