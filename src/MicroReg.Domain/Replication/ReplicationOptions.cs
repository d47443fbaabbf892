namespace MicroReg.Domain.Replication;

/// <summary>How a node keeps in step with the others.</summary>
public sealed record ReplicationOptions
{
    /// <summary>The interval between Hellos to every known node. Default: <value>1 second</value>.</summary>
    public TimeSpan HelloInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// A node that was silent for longer counts as unreachable: nothing is pushed to it, and no write waits for it. Default:
    /// <value>4 seconds</value>.
    /// </summary>
    public TimeSpan PeerTimeout { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>The interval between comparisons with a random node. Default: <value>5 seconds</value>.</summary>
    public TimeSpan RepairInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a push waits for its acknowledgement before it is sent again. Default: <value>1 second</value>.</summary>
    public TimeSpan ResendAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The longest that a frame that is not full waits while two are in flight: slow acknowledgements must not delay what readers see.
    /// Default: <value>10 milliseconds</value>.
    /// </summary>
    public TimeSpan Linger { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>
    /// The shortest interval between acknowledgements from memory, before changes are on disk: subscribers at the sender wait for them.
    /// Default: <value>1 millisecond</value>.
    /// </summary>
    public TimeSpan AcknowledgeInterval { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>
    /// How long a write waits for its acknowledgement level before it is answered as degraded. Default: <value>2 seconds</value>.
    /// </summary>
    public TimeSpan AcknowledgementTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// A node with data that has reached no other node for this long after its start serves its own records, marked as stale. Default:
    /// <value>10 seconds</value>.
    /// </summary>
    public TimeSpan LonelyAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long tombstones are kept once every node has them, and how long a node may be away before it must take a complete copy.
    /// Default: <value>24 hours</value>.
    /// </summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Nodes that reach a majority forget a node that was silent for this long. Default: <value>72 hours</value>.</summary>
    public TimeSpan ForgetAfter { get; init; } = TimeSpan.FromHours(72);

    /// <summary>
    /// The estimated bytes of parts in a frame or page: well below Akka.Remote's largest frame of 128,000 bytes. Default:
    /// <value>48 KiB</value>.
    /// </summary>
    public int FrameBytes { get; init; } = 48 * 1024;

    /// <summary>The most frames in flight to one node. Default: <value>8</value>.</summary>
    public int Window { get; init; } = 8;

    /// <summary>True if this node may form a cluster alone: it has no seeds.</summary>
    internal bool IsAlone { get; init; }

    /// <summary>True if this node is the first of its seeds: without data and other nodes, it starts an empty registry.</summary>
    internal bool IsFirstSeed { get; init; }
}
