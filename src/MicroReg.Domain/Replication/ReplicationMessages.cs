using System.Collections.Immutable;
using MicroReg.Domain.Database;
using MicroReg.Domain.Nodes;
using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Replication;

/// <summary>What one node tells another. Every message may be lost, doubled, delayed or overtaken.</summary>
internal abstract record ReplicationMessage;

/// <summary>Who a node is and how far it is. Sent to every known node and seed in a steady beat, and on request.</summary>
/// <param name="NodeId">The lasting id of the sender.</param>
/// <param name="Name">The name that its operator gave it.</param>
/// <param name="Address">Host and port of its cluster endpoint: where answers go.</param>
/// <param name="Origin">The run of the sender.</param>
/// <param name="WallClock">Its wall clock when it sent this, in milliseconds since 1970.</param>
/// <param name="Vector">Up to where it has seen the changes of every origin, in memory.</param>
/// <param name="Durable">The same, on its disk: what it acknowledges.</param>
/// <param name="IsReady">True if it may be asked for everything.</param>
/// <param name="HasData">
/// True if it holds what a node held that was ready once, be it nothing. Of a node that is neither ready nor has data nobody learns
/// that the world is empty.
/// </param>
/// <param name="IsAway">True if it was forgotten or out of contact for longer than tombstones are kept: nobody catches up from it.</param>
/// <param name="Compacted">The ended origins that it has taken out of its vector, with their last sequences: it has all of these.</param>
/// <param name="Known">The known nodes, as the sender sees them.</param>
/// <param name="Members">The addresses of the members of the sender's cluster, itself included; empty while it is in none.</param>
/// <param name="WantsAnswer">True if the receiver should say its own Hello at once.</param>
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
    bool WantsAnswer) : ReplicationMessage;

/// <summary>
/// Changes of the sender's own origin: all living ones with After &lt; sequence ≤ UpTo. A change that was superseded
/// meanwhile is not among them and leaves no gap, because the two ends say what is covered.
/// </summary>
internal sealed record Push(OriginId Origin, long After, long UpTo, ImmutableArray<PartChange> Parts) : ReplicationMessage;

/// <summary>How far the sender is with the receiver's changes.</summary>
/// <param name="Origin">The run of the receiver that is spoken of.</param>
/// <param name="Seen">Up to where the sender has them in memory, without a gap.</param>
/// <param name="Durable">Up to where it has them on its disk, without a gap.</param>
/// <param name="IsGap">True if a push came that began beyond <paramref name="Seen"/> and was put aside: send again from there.</param>
internal sealed record PushAcknowledgement(OriginId Origin, long Seen, long Durable, bool IsGap = false) : ReplicationMessage;

/// <summary>Asks for a page of the changes since a vector, or for some in a row.</summary>
/// <param name="Session">Chosen by the asker; comes back with the page.</param>
/// <param name="Since">The asker's vector at first, then the cursor of the page before.</param>
/// <param name="IsCopy">True for a complete copy: base parts (of origins that are folded) are sent, too.</param>
internal sealed record CatchUpRequest(long Session, VersionVector Since, bool IsCopy) : ReplicationMessage
{
    /// <summary>
    /// The most pages that are sent for one request. Of 48 KiB each, they hold up a node's other messages for some milliseconds.
    /// </summary>
    public const int MostPages = 4;

    /// <summary>
    /// How many pages to send, each beginning where the one before ends; more than <see cref="MostPages"/> count as that.
    /// </summary>
    public int Pages { get; init; } = 1;
}

/// <summary>A page of changes in (origin, sequence) order.</summary>
/// <param name="Session">The asker's number.</param>
/// <param name="Since">The vector that was asked with.</param>
/// <param name="Cursor">The vector of whoever has applied this page to what it held at <paramref name="Since"/>.</param>
/// <param name="Parts">The changes.</param>
/// <param name="More">True if there is more.</param>
/// <param name="Compacted">The origins that the sender has folded, with their last sequences; only with the last page of a copy.</param>
internal sealed record CatchUpPage(
    long Session,
    VersionVector Since,
    VersionVector Cursor,
    ImmutableArray<PartChange> Parts,
    bool More,
    VersionVector Compacted) : ReplicationMessage
{
    /// <summary>How many further pages follow without being asked for.</summary>
    public int Further { get; init; }
}

/// <summary>Offers a comparison: the digest of every bucket of records, and the vector they were taken at.</summary>
internal sealed record DigestOffer(VersionVector Vector, ImmutableArray<ulong> Buckets) : ReplicationMessage;

/// <summary>The answer to an offer: what the sender holds in one bucket that differs, or that none does.</summary>
/// <param name="Vector">The sender's vector when it took this.</param>
/// <param name="Differing">How many buckets differ in all.</param>
/// <param name="Bucket">The bucket that is outlined; -1 if none differs.</param>
/// <param name="Outlines">All parts in that bucket.</param>
internal sealed record BucketOutline(VersionVector Vector, int Differing, int Bucket, ImmutableArray<PartOutline> Outlines)
    : ReplicationMessage;

/// <summary>Parts that the receiver lacks although its vector covers them, and the keys of which the sender lacks parts.</summary>
internal sealed record Repair(ImmutableArray<PartChange> Parts, ImmutableArray<InstanceKey> Wanted) : ReplicationMessage;
