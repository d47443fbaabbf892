using System.Collections.Immutable;
using MicroReg.Domain.Database;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Replication;

/// <summary>
/// Repair: a safety net below push and catch-up. Two nodes that have seen the same changes must have the same parts. If one of them lacks
/// a part nevertheless, repair puts it back and logs a warning, because that should never happen.
/// </summary>
internal sealed class AntiEntropy(
    ReplicaContext context, PeerTable peers, ClusterMemory memory, PhaseKeeper phases, Random random)
{
    private readonly Func<PartChange, int> _sizeOf = context.Host.SizeOf;
    private TimeSpan? _offeredAt;

    /// <summary>How many parts were put back in this run.</summary>
    public long Restored { get; private set; }

    /// <summary>Offers a comparison to a random node, if it is time to. One whose records differ comes first.</summary>
    public void Tick()
    {
        if (_offeredAt is { } last && context.Now - last < context.Options.RepairInterval)
            return;
        _offeredAt = context.Now;
        var candidates = peers.Reachable().Where(peer => peer.IsTrustworthy).ToList();
        if (candidates.Count == 0 || !phases.Current.IsReliable())
            return;
        var peer = candidates.Find(peer => peer.Comparison.Differing > 0) ?? candidates[random.Next(candidates.Count)];
        var (vector, digests) = context.Database.Digests();
        context.Host.Send(peer.Address, new DigestOffer(vector, digests));
    }

    /// <summary>Answers an offer with an outline of a bucket that differs.</summary>
    public void OnOffer(Peer peer, DigestOffer offer)
    {
        if (!phases.Current.IsReliable() || offer.Buckets.Length != BucketDigests.Count)
            return;
        var (vector, digests) = context.Database.Digests();
        var differing = Enumerable.Range(0, BucketDigests.Count).Where(bucket => digests[bucket] != offer.Buckets[bucket]).ToList();
        var chosen = differing.Count == 0 ? -1 : differing[random.Next(differing.Count)];
        if (differing.Count == 0)
            Compared(peer, 0); // The other side finds out from the outline whether there is a real difference.
        var outline = new BucketOutline(vector, vector.Equals(offer.Vector) ? differing.Count : 0, chosen, []);
        context.Host.Send(peer.Address, chosen < 0 ? outline : Outlined(outline));
    }

    /// <summary>Outlines the bucket, or a random slice of it that fits into a frame: sooner or later all are compared.</summary>
    private BucketOutline Outlined(BucketOutline outline)
    {
        for (var slices = 1; ; slices *= 2)
        {
            var slice = random.Next(slices);
            var outlines = context.Database.Outline(outline.Bucket, slice, slices);
            if (outlines.Sum(SizeOf) <= context.Options.FrameBytes || outlines.Select(part => part.Key).Distinct().Count() <= 1)
                return outline with { Outlines = outlines, Slice = slice, Slices = slices };
        }
    }

    /// <summary>The most bytes that an outline takes: three for each character of its key, and those of its stamps and position.</summary>
    private static int SizeOf(PartOutline part) => 100 + (3 * (part.Key.Name.Length + part.Key.Host.Length));

    /// <summary>Finds out from an outline what one of the two nodes lacks, and exchanges it.</summary>
    public void OnOutline(Peer peer, BucketOutline outline)
    {
        if (outline.Bucket < 0)
        {
            Compared(peer, 0);
            return;
        }

        // Changes that are merely on their way make no difference.
        var seen = context.Records.Vector;
        var theirs = outline.Outlines.ToLookup(part => part.Key);
        var ours = context.Database.Outline(outline.Bucket, outline.Slice, outline.Slices).ToLookup(part => part.Key);
        var (given, wanted) = (ImmutableArray.CreateBuilder<PartChange>(), ImmutableArray.CreateBuilder<InstanceKey>());
        foreach (var key in theirs.Select(parts => parts.Key).Union(ours.Select(parts => parts.Key)))
        {
            var record = context.Records.Get(key);
            given.AddRange((record?.Parts() ?? [])
                .Where(part => IsAmong(ours[key], part.Rank) && !IsAmong(theirs[key], part.Rank) && !IsExpiring(part.Rank)
                    && IsSeen(part.Position, outline.Vector, peer.Last.Compacted)
                    && !IsSuperseded(part.Rank, theirs[key].Select(own => own.Rank)))
                .Select(part => new PartChange(key, part)));
            if (theirs[key].Any(part => !IsAmong(ours[key], part.Rank) && !IsExpiring(part.Rank)
                && IsSeen(part.Position, seen, memory.Facts.Compacted)
                && !IsSuperseded(part.Rank, record?.Parts().Select(own => own.Rank) ?? [])))
                wanted.Add(key);
        }

        // A slice without a difference says nothing of the others.
        var isSame = given.Count + wanted.Count == 0;
        if (!isSame || outline.Slices == 1)
            Compared(peer, isSame ? 0 : Math.Max(1, outline.Differing));
        if (!isSame)
            context.Host.Send(peer.Address, new Repair(Fit(given), wanted.ToImmutable()));
    }

    /// <summary>Takes parts that this node lacks, and gives those that the other wants.</summary>
    public void OnRepair(Peer peer, Repair repair)
    {
        if (phases.Current.IsAway())
            return;
        if (!repair.Parts.IsEmpty)
            context.Host.Ask(new RestoreParts(repair.Parts, peer.Address));
        var given = ImmutableArray.CreateBuilder<PartChange>();
        foreach (var key in repair.Wanted)
            given.AddRange((context.Records.Get(key)?.Parts() ?? []).Select(part => new PartChange(key, part)));
        if (given.Count > 0)
            context.Host.Send(peer.Address, new Repair(Fit(given), []));
    }

    /// <summary>Counts what was put back.</summary>
    public void OnRestored(RestoreParts restore, DatabaseResult result)
    {
        if (result.Restored == 0)
            return;
        Restored += result.Restored;
        context.Host.Log(
            LogSeverity.Warning, "A comparison with {Address} put back {Parts} parts that this node lacked", restore.Source,
            result.Restored);
    }

    private void Compared(Peer peer, int differing)
    {
        var comparison = peer.Comparison;
        if (differing > 0 && comparison.Differing == 0)
            context.Host.Log(LogSeverity.Warning, "Records differ from those of {Peer} in {Buckets} buckets", peer.Last.Name, differing);
        comparison.At = context.UtcNow;
        comparison.Since = differing == 0 ? null : comparison.Since ?? comparison.At;
        comparison.Differing = differing;
    }

    private ImmutableArray<PartChange> Fit(IEnumerable<PartChange> parts)
    {
        var left = context.Options.FrameBytes;
        return [.. parts.TakeWhile((part, index) => (left -= _sizeOf(part)) >= 0 || index == 0)];
    }

    /// <summary>
    /// True for a tombstone that another node may have left out of the comparison or dropped already: it is old, or its stamp is of a wrong
    /// clock in the future and says nothing about its age.
    /// </summary>
    private bool IsExpiring(PartRank part) =>
        part.Kind == PartKind.Tombstone
        && (part.Stamp.Time < HybridTime.FromWallClock(context.UtcNow - 0.9 * context.Options.Retention)
            || part.Stamp.Time > HybridTime.FromWallClock(context.UtcNow + HybridClock.MostAhead));

    /// <summary>True if a node with this vector and these compacted origins has seen the change at a position.</summary>
    private static bool IsSeen(Position position, VersionVector vector, VersionVector compacted) =>
        position.Origin == OriginId.Baseline || vector.Covers(position) || compacted.Covers(position);

    private static bool IsAmong(IEnumerable<PartOutline> outlines, PartRank part) => outlines.Any(outline => outline.Rank == part);

    private static bool IsSuperseded(PartRank part, IEnumerable<PartRank> existing) => existing.Any(own => RecordMerge.Outranks(own, part));
}
