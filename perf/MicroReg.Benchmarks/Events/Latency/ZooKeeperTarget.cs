using MicroReg.Benchmarks.Events.Changes;
using MicroReg.Benchmarks.Events.Listening;
using MicroReg.Benchmarks.Events.Peers;
using MicroReg.Benchmarks.Load;

namespace MicroReg.Benchmarks.Events.Latency;

/// <summary>ZooKeeper, where a watch says that something changed and a read says what.</summary>
internal sealed class ZooKeeperTarget(ZooKeeperClient client) : IEventTarget
{
    public const string Notified = "ZooKeeper watch, notified only";
    public const string Read = "ZooKeeper watch and read";
    private static readonly string[] Listeners =
    [
        $"{Notified}, same node", $"{Read}, same node", $"{Notified}, other node", $"{Read}, other node"
    ];

    public string Name => "ZooKeeper";

    public async Task<TargetRound> MeasureAsync(ChangePace pace, CancellationToken cancel)
    {
        var (changes, latest) = await client.RunAsync(pace, cancel);
        if (changes.Any(change => change[0] < 0))
            throw new BenchmarkFailedException(
                $"ZooKeeper answered {changes.Count(change => change[0] < 0)} of {changes.Count} changes wrongly or not at all.");
        return new TargetRound([.. Listeners.Select((name, i) => (name, Sample(changes, i + 1)))], latest);
    }

    private static ListenerSample Sample(List<long[]> changes, int column)
    {
        var (fromSend, fromAnswer, answers) = (new LatencyHistogram(), new LatencyHistogram(), new LatencyHistogram());
        foreach (var change in changes)
        {
            answers.Record(Time(change[0]));
            if (change[column] < 0)
                continue;
            fromSend.Record(Time(change[column]));
            fromAnswer.Record(Time(change[column] - change[0]));
        }
        return new ListenerSample(fromSend, fromAnswer, answers, changes.Count(change => change[column] < 0), 0);
    }

    private static TimeSpan Time(long nanoseconds) => new(nanoseconds / TimeSpan.NanosecondsPerTick);
}
