namespace MicroReg.Domain.Replication;

/// <summary>How a node keeps in step with the others.</summary>
public sealed record ReplicationOptions
{
    /// <summary>How often every known node is told how far this one is. Default: <value>1 second</value>.</summary>
    public TimeSpan HelloInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A node that was silent for longer is taken for unreachable: nothing is pushed to it, no write waits for it. Default: <value>4 seconds</value>.</summary>
    public TimeSpan PeerTimeout { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>How often records are compared with a random node. Default: <value>5 seconds</value>.</summary>
    public TimeSpan RepairInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>After this time without an acknowledgement what was pushed is pushed again. Default: <value>1 second</value>.</summary>
    public TimeSpan ResendAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long a frame that is not full waits while two are on their way: acknowledgements that hesitate must not hold up what
    /// readers see. Default: <value>10 milliseconds</value>.
    /// </summary>
    public TimeSpan Linger { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>
    /// How often a node says at most what it has of another's changes in memory, before they are on its disk: subscribers there wait
    /// for that. Default: <value>1 millisecond</value>.
    /// </summary>
    public TimeSpan AcknowledgeInterval { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>How long a write waits for its acknowledgement level before it is answered with what was reached. Default: <value>2 seconds</value>.</summary>
    public TimeSpan AcknowledgementTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A node with data that has reached nobody for this long after its start serves what it has, marked as stale. Default: <value>10 seconds</value>.</summary>
    public TimeSpan LonelyAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long tombstones are kept once everybody has them; also how long a node may be away before it must take a complete copy. Default: <value>24 hours</value>.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromHours(24);

    /// <summary>A node that was silent for this long is forgotten by a side that reaches a majority. Default: <value>72 hours</value>.</summary>
    public TimeSpan ForgetAfter { get; init; } = TimeSpan.FromHours(72);

    /// <summary>Bytes of parts in a frame or page, by estimate: well below Akka.Remote's largest frame of 128,000 bytes. Default: <value>48 KiB</value>.</summary>
    public int FrameBytes { get; init; } = 48 * 1024;

    /// <summary>Frames to one node that may be on their way at a time. Default: <value>8</value>.</summary>
    public int Window { get; init; } = 8;

    /// <summary>True if this node may form a cluster alone: it has no seeds.</summary>
    public bool IsAlone { get; init; }

    /// <summary>True if this node is the first in its own list of seeds: with nobody else there and no data, it is the beginning.</summary>
    public bool IsFirstSeed { get; init; }
}
