using System.Diagnostics;
using MicroReg.Benchmarks.Events.Changes;
using MicroReg.Benchmarks.Events.Ways;

namespace MicroReg.Benchmarks.Events.Latency;

/// <summary>Servers that are changed and listened to from this process, all ways of the target at once.</summary>
internal sealed class FeedTarget(string name, FeedServers servers, params IReadOnlyList<IWay> ways) : IEventTarget
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(10);

    public string Name => name;

    public async Task<TargetRound> MeasureAsync(ChangePace pace, CancellationToken cancel)
    {
        var open = new List<(string Name, Subscription Subscription)>();
        try
        {
            foreach (var way in ways)
            {
                foreach (var (where, port) in servers.Places)
                    open.Add(($"{way.Name}, {where}", await way.OpenAsync(port, servers.Cursor, cancel)));
            }
            return await MeasureAsync(open, pace, cancel);
        }
        finally
        {
            foreach (var (_, subscription) in open)
                await subscription.DisposeAsync();
        }
    }

    private async Task<TargetRound> MeasureAsync(
        IReadOnlyList<(string Name, Subscription Subscription)> open, ChangePace pace, CancellationToken cancel)
    {
        var run = servers.Statuses.Plan(pace.Count);
        var listeners = open.Select(one => (one.Name, Listener: one.Subscription.ListenTo(run))).ToArray();
        var latest = await ChangeDriver.RunAsync(servers.Sender, run, pace, cancel);
        var answered = Stopwatch.GetTimestamp();
        while (listeners.Any(one => one.Listener.SeenCount < run.Count) && Stopwatch.GetElapsedTime(answered) < Patience.ToHear)
            await Task.Delay(Poll, cancel);
        foreach (var (subscriber, subscription) in open)
        {
            if (subscription.Failure is { } failure)
                throw new BenchmarkFailedException($"{subscriber}: {failure}");
        }
        if (open[^1].Subscription.Cursor is { Length: > 0 } cursor)
            servers.Cursor = cursor;
        return new TargetRound([.. listeners.Select(one => (one.Name, one.Listener.Take()))], latest);
    }
}

/// <summary>What the targets on the same servers share.</summary>
/// <param name="Places">Where subscribers are: the server that takes the changes, and another one.</param>
/// <param name="Sender">Makes the changes.</param>
internal sealed record FeedServers(IReadOnlyList<(string Where, int Port)> Places, IChangeSender Sender)
{
    public RecordStatuses Statuses { get; } = new();

    /// <summary>Behind which the next subscriber begins, so that none has to read every record first.</summary>
    public string Cursor { get; set; } = "";
}
