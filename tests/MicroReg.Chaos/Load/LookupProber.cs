using System.Collections.Concurrent;
using System.Diagnostics;
using MicroReg.Testing.Calls;
using MicroReg.Testing.Nodes;
using MicroReg.XmlRpc;

namespace MicroReg.Chaos.Load;

/// <summary>Looks a service up at every node that serves, once every 10 ms, and counts what is not the right answer.</summary>
internal sealed class LookupProber : IAsyncDisposable
{
    private const int ErrorsKept = 10;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _stop = new();
    private readonly string _service;
    private readonly Task _probes;
    private long _calls;
    private int _errors;
    private long _longest;

    /// <param name="nodes">Whom to ask.</param>
    /// <param name="service">A service with an instance that is there all the time.</param>
    public LookupProber(IEnumerable<ClusterNode> nodes, string service)
    {
        _service = service;
        _probes = Task.WhenAll(nodes.Select(ProbeAsync));
    }

    public long Calls => Interlocked.Read(ref _calls);

    public int Errors => Volatile.Read(ref _errors);

    /// <summary>The longest time that an answer took.</summary>
    public TimeSpan Longest => TimeSpan.FromTicks(Interlocked.Read(ref _longest));

    /// <summary>The first errors.</summary>
    public ConcurrentQueue<string> Messages { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _probes;
        _stop.Dispose();
    }

    private async Task ProbeAsync(ClusterNode node)
    {
        using var pace = new PeriodicTimer(Interval);
        while (!_stop.IsCancellationRequested)
        {
            if (node.IsServing)
                await LookUpAsync(node);
            await pace.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private async Task LookUpAsync(ClusterNode node)
    {
        var era = node.Era;
        var started = Stopwatch.GetTimestamp();
        var answer = await node.Registry.CallAsync(Timeout, "get_service_details", XmlRpcValue.Of(_service));
        // A node that was taken out of service, or came back, during the call owes no answer.
        if (era % 2 == 0 || node.Era != era)
            return;
        var took = Stopwatch.GetElapsedTime(started);
        Interlocked.Increment(ref _calls);
        lock (Messages)
            _longest = Math.Max(_longest, took.Ticks);
        if (answer.Outcome is CallOutcome.Acknowledged && answer.Value.TryGetItems(out _))
            return;
        if (Interlocked.Increment(ref _errors) <= ErrorsKept)
            Messages.Enqueue($"{node.Name} after {took.TotalMilliseconds:0} ms: {answer.Outcome} "
                + $"{answer.Detail}{(answer.Outcome is CallOutcome.Acknowledged ? answer.Value : "")}");
    }
}
