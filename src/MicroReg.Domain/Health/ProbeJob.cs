using MicroReg.Domain.Records;

namespace MicroReg.Domain.Health;

/// <summary>A probe to make, for an instance of this node or because another node asked.</summary>
/// <param name="Key">The instance.</param>
/// <param name="Check">The check.</param>
/// <param name="AskedBy">The node that asked; null if none did.</param>
/// <param name="Question">The number of its question.</param>
internal sealed record ProbeJob(InstanceKey Key, HealthCheck Check, string? AskedBy = null, long Question = 0)
{
    /// <summary>The monitored instance; null if another node asked.</summary>
    internal MonitoredInstance? For { get; init; }

    /// <summary>When it was started, in milliseconds of the node's uptime.</summary>
    internal long StartedAt { get; set; }
}

/// <summary>Limits the probes in flight; further ones wait in order. Not thread-safe.</summary>
/// <param name="most">The most at a time.</param>
/// <param name="begin">Starts a probe.</param>
internal sealed class ProbeQueue(int most, Action<ProbeJob> begin)
{
    private readonly Queue<ProbeJob> _waiting = [];

    public int InFlight { get; private set; }

    public void Add(ProbeJob job)
    {
        if (InFlight < most)
            Begin(job);
        else
            _waiting.Enqueue(job);
    }

    /// <summary>Starts the next probe: one has ended.</summary>
    public void OnDone()
    {
        InFlight--;
        while (InFlight < most && _waiting.TryDequeue(out var next))
            if (next.For is not { IsMonitored: false })
                Begin(next);
    }

    private void Begin(ProbeJob job)
    {
        InFlight++;
        begin(job);
    }
}
