using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Replication;

/// <summary>Another node, as this run knows it.</summary>
internal sealed class Peer(Hello hello)
{
    private readonly Queue<long> _clocks = [];

    public string NodeId { get; } = hello.NodeId;

    public Hello Last { get; private set; } = hello;

    public string Address => Last.Address;

    public TimeSpan HeardAt { get; set; }

    /// <summary>For how many milliseconds it has been fit to own instances; 0 if it is not, null if it does not tell.</summary>
    public long? FitFor(TimeSpan now) =>
        Last.FitFor is { } fit and not 0 ? fit + (long)(now - HeardAt).TotalMilliseconds : Last.FitFor;

    public DateTimeOffset HeardAtWallClock { get; set; }

    /// <summary>
    /// Since when each of its Hellos has asked for an answer, which means that it does not hear this node; null if it does.
    /// </summary>
    public TimeSpan? UnansweredSince { get; set; }

    /// <summary>
    /// How far its clock is ahead, in milliseconds: the smallest of the last few. A delayed Hello makes a clock look slow.
    /// </summary>
    public long ClockAhead => _clocks.MinBy(Math.Abs);

    /// <summary>What it had seen at its last Hello but one. Changes in it that this node still lacks are not merely in flight.</summary>
    public VersionVector SeenBefore { get; private set; } = VersionVector.Empty;

    /// <summary>This run's changes on their way to it.</summary>
    public PushStream Stream { get; } = new();

    /// <summary>When its changes in this node's memory were last acknowledged, before they were on disk.</summary>
    public TimeSpan AcknowledgedAt { get; set; }

    public Comparison Comparison { get; } = new();

    /// <summary>True if a node that was away may take a complete copy from it.</summary>
    public bool IsTrustworthy => Last is { IsReady: true, IsAway: false };

    /// <summary>True if its records may be taken over.</summary>
    public bool HasRecordsToGive => Last is { IsAway: false } and ({ IsReady: true } or { HasData: true });

    /// <summary>True if it takes pushes: a node that will take a complete copy first gets none.</summary>
    public bool TakesPushes => Last is { IsReady: true } or { HasData: true };

    public bool IsReachable(TimeSpan now, ReplicationOptions options) => now - HeardAt <= options.PeerTimeout;

    /// <summary>Takes over a Hello. A new run begins at its durable sequence.</summary>
    public void Hear(Hello heard, OriginId self)
    {
        var isNewRun = heard.Origin != Last.Origin;
        SeenBefore = isNewRun ? VersionVector.Empty : Last.Vector;
        Last = heard;
        Stream.Hear(heard, self, isNewRun);
    }

    public void CompareClocks(long ahead)
    {
        _clocks.Enqueue(ahead);
        if (_clocks.Count > 5)
            _clocks.Dequeue();
    }
}

/// <summary>The results of digest comparisons with one node.</summary>
internal sealed class Comparison
{
    public int Differing { get; set; }

    public DateTimeOffset? Since { get; set; }

    public DateTimeOffset? At { get; set; }
}
