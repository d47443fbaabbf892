using System.Collections.Immutable;
using MicroReg.Domain.Database;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Replication;

// Repair: a safety net below push and catch-up. Two nodes that have seen the same changes must have the same parts. If one of them lacks
// a part nevertheless, repair puts it back and logs a warning, because that should never happen.
internal sealed partial class Replica
{
    private long _restored;

    private void OfferDigests(TimeSpan now)
    {
        _repairAt = now;
        var peers = Reachable().Where(IsTrustworthy).ToList();
        if (peers.Count == 0 || !Readiness.IsReady || IsAway)
            return;
        var peer = peers.Find(peer => peer.Comparison.Differing > 0) ?? peers[_random.Next(peers.Count)];
        var (vector, digests) = _database.Digests();
        _host.Send(peer.Address, new DigestOffer(vector, digests));
    }

    private void OnDigestOffer(Peer peer, DigestOffer offer)
    {
        if (IsAway || !Readiness.IsReady || offer.Buckets.Length != BucketDigests.Count)
            return;
        var (vector, digests) = _database.Digests();
        var differing = Enumerable.Range(0, BucketDigests.Count).Where(bucket => digests[bucket] != offer.Buckets[bucket]).ToList();
        var chosen = differing.Count == 0 ? -1 : differing[_random.Next(differing.Count)];
        if (differing.Count == 0)
            Compared(peer, 0); // The other side finds out from the outline whether there is a real difference.
        _host.Send(peer.Address, new BucketOutline(
            vector, vector.Equals(offer.Vector) ? differing.Count : 0, chosen, chosen < 0 ? [] : _database.Outline(chosen)));
    }

    private void OnBucketOutline(Peer peer, BucketOutline outline)
    {
        if (outline.Bucket < 0)
        {
            Compared(peer, 0);
            return;
        }

        // Changes that are merely on their way make no difference.
        var seen = _database.Records.Vector;
        var theirs = outline.Outlines.ToLookup(part => part.Key);
        var ours = _database.Outline(outline.Bucket).ToLookup(part => part.Key);
        var (given, wanted) = (ImmutableArray.CreateBuilder<PartChange>(), ImmutableArray.CreateBuilder<InstanceKey>());
        foreach (var key in theirs.Select(parts => parts.Key).Union(ours.Select(parts => parts.Key)))
        {
            var record = _database.Records.Get(key);
            given.AddRange((record?.Parts() ?? [])
                .Where(part => IsAmong(ours[key], part.Rank) && !IsAmong(theirs[key], part.Rank) && !IsExpiring(part.Rank)
                    && IsSeen(part.Position, outline.Vector, peer.Last.Compacted)
                    && !IsSuperseded(part.Rank, theirs[key].Select(own => own.Rank)))
                .Select(part => new PartChange(key, part)));
            if (theirs[key].Any(part => !IsAmong(ours[key], part.Rank) && !IsExpiring(part.Rank)
                && IsSeen(part.Position, seen, _facts.Compacted)
                && !IsSuperseded(part.Rank, record?.Parts().Select(own => own.Rank) ?? [])))
                wanted.Add(key);
        }

        Compared(peer, given.Count + wanted.Count == 0 ? 0 : Math.Max(1, outline.Differing));
        if (given.Count + wanted.Count > 0)
            _host.Send(peer.Address, new Repair(Fit(given), wanted.ToImmutable()));
    }

    private void OnRepair(Peer peer, Repair repair)
    {
        if (IsAway)
            return;
        if (!repair.Parts.IsEmpty)
            _host.Ask(new RestoreParts(repair.Parts, peer.Address));
        var given = ImmutableArray.CreateBuilder<PartChange>();
        foreach (var key in repair.Wanted)
            given.AddRange((_database.Records.Get(key)?.Parts() ?? []).Select(part => new PartChange(key, part)));
        if (given.Count > 0)
            _host.Send(peer.Address, new Repair(Fit(given), []));
    }

    private void OnRestored(RestoreParts restore, DatabaseResult result)
    {
        if (result.Restored == 0)
            return;
        _restored += result.Restored;
        _host.Log(
            LogSeverity.Warning, "A comparison with {Address} put back {Parts} parts that this node lacked", restore.Source,
            result.Restored);
    }

    private void Compared(Peer peer, int differing)
    {
        var comparison = peer.Comparison;
        if (differing > 0 && comparison.Differing == 0)
            _host.Log(LogSeverity.Warning, "Records differ from those of {Peer} in {Buckets} buckets", peer.Last.Name, differing);
        comparison.At = _time.GetUtcNow();
        comparison.Since = differing == 0 ? null : comparison.Since ?? comparison.At;
        comparison.Differing = differing;
    }

    private ImmutableArray<PartChange> Fit(IEnumerable<PartChange> parts)
    {
        var left = _options.FrameBytes;
        return [.. parts.TakeWhile((part, index) => (left -= _sizeOf(part)) >= 0 || index == 0)];
    }

    /// <summary>True for a tombstone that is so old that another node may have left it out of the comparison already.</summary>
    private bool IsExpiring(PartRank part) =>
        part.Kind == PartKind.Tombstone
        && part.Stamp.Time < HybridTime.FromWallClock(_time.GetUtcNow() - 0.9 * _options.Retention);

    /// <summary>True if a node with this vector and these compacted origins has seen the change at a position.</summary>
    private static bool IsSeen(Position position, VersionVector vector, VersionVector compacted) =>
        position.Origin == OriginId.Baseline || vector.Covers(position) || compacted.Covers(position);

    private static bool IsAmong(IEnumerable<PartOutline> outlines, PartRank part) => outlines.Any(outline => outline.Rank == part);

    private static bool IsSuperseded(PartRank part, IEnumerable<PartRank> existing) => existing.Any(own => RecordMerge.Outranks(own, part));
}
