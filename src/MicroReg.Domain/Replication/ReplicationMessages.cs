using System.Collections.Immutable;
using MicroReg.Domain.Database;
using MicroReg.Domain.Nodes;
using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Replication;

/// <summary>A message from one node to another. Any message may be lost, duplicated, delayed or reordered.</summary>
internal abstract record ReplicationMessage;

/// <summary>Who a node is and what it has seen. It is sent to every known node and seed at a fixed interval, and on request.</summary>
/// <param name="NodeId">The lasting id of the sender.</param>
/// <param name="Name">The name that its operator gave it.</param>
/// <param name="Address">Host and port of its cluster endpoint, to which answers are sent.</param>
/// <param name="Origin">The run of the sender.</param>
/// <param name="WallClock">Its wall clock when it sent this, in milliseconds since 1970.</param>
/// <param name="Vector">For each origin, the sequence up to which it has the changes in memory.</param>
/// <param name="Durable">The same for its disk. This is what it acknowledges.</param>
/// <param name="IsReady">True if other nodes may take everything from it.</param>
/// <param name="HasData">
/// True if its records are those of a node that was ready at some time; these may be none. If a node is neither ready nor has data, its
/// lack of records means nothing, so nobody concludes from it that the registry is empty.
/// </param>
/// <param name="IsAway">True if it was forgotten, or out of contact for longer than the retention. Nobody catches up from it.</param>
/// <param name="Compacted">The compacted origins with their last sequences. It has all changes of these.</param>
/// <param name="Known">The known nodes, as the sender sees them.</param>
/// <param name="Members">The addresses of the members of the sender's cluster, itself included; empty while it is in none.</param>
/// <param name="WantsAnswer">True if the receiver should send its own Hello at once.</param>
internal sealed record Hello(
    string NodeId,
    string Name,
    string Address,
    OriginId Origin,
    long WallClock,
    VersionVector Vector,
    VersionVector Durable,
    bool IsReady,
    bool HasData,
    bool IsAway,
    VersionVector Compacted,
    KnownNodes Known,
    ImmutableArray<string> Members,
    bool WantsAnswer) : ReplicationMessage
{
    /// <summary>
    /// For how many milliseconds the sender has been fit to own instances; 0 if it is not, null if it is of a build that does not tell.
    /// </summary>
    public long? FitFor { get; init; }

    /// <summary>
    /// As of when the sender has all that the cluster had, in milliseconds since 1970; 0 if it never met another node. Null from a node
    /// of a version that does not say it.
    /// </summary>
    public long? LastExchange { get; init; }

    /// <summary>The identity of the sender's cluster; empty while it has none, null from a node of a version that knows none.</summary>
    public string? ClusterId { get; init; }

    /// <summary>
    /// True if the sender is at the address at which its data directory was ready last; null from a node of a version that does not say it.
    /// </summary>
    public bool? IsAtHome { get; init; }

    /// <summary>
    /// The address of another living node that has the same id as the receiver; null if the sender knows of none. The receiver is the copy.
    /// </summary>
    public string? DuplicateOf { get; init; }
}

/// <summary>
/// Changes of the sender's own origin: all living ones with After &lt; sequence ≤ UpTo. A change that has been superseded is not among
/// them. That leaves no gap, because the two bounds say what is covered.
/// </summary>
internal sealed record Push(OriginId Origin, long After, long UpTo, ImmutableArray<PartChange> Parts) : ReplicationMessage
{
    /// <summary>
    /// What the sender had seen when it left out superseded changes: whoever has seen this lacks none of the changes that superseded them.
    /// Empty if it left out none.
    /// </summary>
    public VersionVector Seen { get; init; } = VersionVector.Empty;
}

/// <summary>How many of the receiver's changes the sender has.</summary>
/// <param name="Origin">The run of the receiver that made the changes.</param>
/// <param name="Seen">The sequence up to which the sender has all of them in memory.</param>
/// <param name="Durable">The sequence up to which the sender has all of them on disk.</param>
/// <param name="IsGap">True if a push began beyond <paramref name="Seen"/> and was dropped. The receiver sends again from there.</param>
internal sealed record PushAcknowledgement(OriginId Origin, long Seen, long Durable, bool IsGap = false) : ReplicationMessage;

/// <summary>Asks for one or several pages of the changes since a vector.</summary>
/// <param name="Session">A number that the asker chooses. It comes back with the page.</param>
/// <param name="Since">The asker's vector for the first page, then the cursor of the previous page.</param>
/// <param name="IsCopy">True for a complete copy, which includes baseline parts.</param>
internal sealed record CatchUpRequest(long Session, VersionVector Since, bool IsCopy) : ReplicationMessage
{
    /// <summary>
    /// The most pages that are sent for one request. They have 48 KiB each and delay a node's other messages by some milliseconds.
    /// </summary>
    public const int MostPages = 4;

    /// <summary>
    /// How many pages to send. Each begins where the previous one ends. At most <see cref="MostPages"/> are sent.
    /// </summary>
    public int Pages { get; init; } = 1;
}

/// <summary>A page of changes in (origin, sequence) order.</summary>
/// <param name="Session">The number that the asker chose.</param>
/// <param name="Since">The vector of the request.</param>
/// <param name="Cursor">The vector of a node that was at <paramref name="Since"/> and has applied this page.</param>
/// <param name="Parts">The changes.</param>
/// <param name="More">True if there is more.</param>
/// <param name="Compacted">The sender's compacted origins with their last sequences; only with the last page of a copy.</param>
internal sealed record CatchUpPage(
    long Session,
    VersionVector Since,
    VersionVector Cursor,
    ImmutableArray<PartChange> Parts,
    bool More,
    VersionVector Compacted) : ReplicationMessage
{
    /// <summary>How many more pages of the same request follow.</summary>
    public int Further { get; init; }

    /// <summary>
    /// What the sender had seen when it left out superseded changes, as in <see cref="Push.Seen"/>. Empty if the cursor covers all of it.
    /// </summary>
    public VersionVector Seen { get; init; } = VersionVector.Empty;
}

/// <summary>Offers a comparison: the digests of all buckets of records, and the vector at which they were taken.</summary>
internal sealed record DigestOffer(VersionVector Vector, ImmutableArray<ulong> Buckets) : ReplicationMessage;

/// <summary>The answer to an offer: the parts in one bucket that differs, or that no bucket differs.</summary>
/// <param name="Vector">The sender's vector when it took this.</param>
/// <param name="Differing">How many buckets differ in all.</param>
/// <param name="Bucket">The bucket that is outlined; -1 if none differs.</param>
/// <param name="Outlines">All parts in that bucket.</param>
internal sealed record BucketOutline(VersionVector Vector, int Differing, int Bucket, ImmutableArray<PartOutline> Outlines)
    : ReplicationMessage
{
    /// <summary>Into how many slices the bucket is cut, because all of it does not fit into a frame.</summary>
    public int Slices { get; init; } = 1;

    /// <summary>Which slice is outlined.</summary>
    public int Slice { get; init; }
}

/// <summary>Parts that the receiver lacks although its vector covers them, and the keys for which the sender lacks parts.</summary>
internal sealed record Repair(ImmutableArray<PartChange> Parts, ImmutableArray<InstanceKey> Wanted) : ReplicationMessage;
