using System.Collections.Immutable;
using MicroReg.Domain.MicroDb;
using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Events;

/// <summary>What a reader asks for.</summary>
/// <param name="Since">What it has seen.</param>
/// <param name="SnapshotStart">Within a snapshot: how far the node had fed when it began. Null after it.</param>
/// <param name="Filter">Its filter.</param>
/// <param name="Limit">The most events.</param>
internal sealed record FeedQuery(VersionVector Since, VersionVector? SnapshotStart, EventFilter Filter, int Limit)
{
    /// <summary>The most changes that are examined for a page while writers are blocked: a filter may select few of many.</summary>
    public int Looks => 20 * Limit;
}

/// <summary>A page that was read from the records.</summary>
/// <param name="Events">Its events.</param>
/// <param name="End">Where it ends.</param>
/// <param name="More">True if there is more now.</param>
/// <param name="Fed">Up to where everything was fed when it was read.</param>
/// <param name="NextBatch">The batch after it, if it is the last page.</param>
internal sealed record FeedReading(ImmutableArray<StatusEvent> Events, VersionVector End, bool More, VersionVector Fed, long NextBatch);

/// <summary>
/// Reads a page of the records as they were fed. Records with changes that are not fed yet are taken from the overlay. Both come in
/// the order of positions, so the end of the page is a vector. Used once, inside the locks of database and feed.
/// </summary>
internal sealed class FeedPageReader(FeedQuery query, IReadOnlyDictionary<InstanceKey, Overlaid> overlay)
{
    private readonly ImmutableArray<StatusEvent>.Builder _events = ImmutableArray.CreateBuilder<StatusEvent>();
    private readonly HashSet<InstanceKey> _told = [];
    private VersionVector _end = query.Since;
    private int _looks;

    private bool IsSnapshot => query.SnapshotStart is not null;

    /// <param name="records">The records.</param>
    /// <param name="fed">Up to where everything is fed.</param>
    /// <param name="nextBatch">The next batch.</param>
    public FeedReading Read(FollowedMicroDb<InstanceKey, ServiceRecord> records, VersionVector fed, long nextBatch)
    {
        var hidden = new Queue<(Position Position, ServiceRecord Record)>(Hidden().OrderBy(part => part.Position));
        var (_, more) = records.Read(
            query.Since,
            IsSnapshot,
            (position, key, record) => TakeBefore(position, hidden) && (overlay.ContainsKey(key) || Take(position, record)));
        while (!more && hidden.TryDequeue(out var rest))
            more = !Take(rest.Position, rest.Record);
        return new FeedReading(
            _events.DrainToImmutable(), more ? _end : query.Since.Without(OriginId.Baseline).Merge(fed), more, fed, nextBatch);
    }

    /// <summary>The records that have changed since, as they were fed.</summary>
    private IEnumerable<(Position Position, ServiceRecord Record)> Hidden() =>
        from record in overlay.Values.Select(overlaid => overlaid.Fed).OfType<ServiceRecord>()
        from part in record.Parts()
        where (IsSnapshot || part.Position.Origin != OriginId.Baseline) && !query.Since.Covers(part.Position)
        select (part.Position, record);

    private bool TakeBefore(Position position, Queue<(Position Position, ServiceRecord Record)> hidden)
    {
        while (hidden.TryPeek(out var earlier) && earlier.Position < position)
        {
            if (!Take(earlier.Position, earlier.Record))
                return false;
            hidden.Dequeue();
        }

        return true;
    }

    private bool Take(Position position, ServiceRecord record)
    {
        if (_events.Count >= query.Limit || ++_looks > query.Looks)
            return false;
        _end = _end.Including(position);
        if (query.Filter.SelectsService(record.Key.Name) && _told.Add(record.Key)
            && (IsSnapshot ? InSnapshot(record) : Since(record)) is { } told)
            _events.Add(told);
        return true;
    }

    private StatusEvent? Since(ServiceRecord record) =>
        StatusEvents.Since(record, query.Since) is { } change ? query.Filter.Apply(change) : null;

    /// <summary>
    /// An instance that was missing or not selected when the snapshot began was never sent, so its removal need not be sent.
    /// </summary>
    private StatusEvent? InSnapshot(ServiceRecord record)
    {
        if (record.IsLiving && query.Filter.Selects(record))
            return StatusEvents.InSnapshot(record);
        return record.Parts().Any(part => part.Position.Origin != OriginId.Baseline && !query.SnapshotStart!.Covers(part.Position))
            ? StatusEvents.Since(record, query.Since)?.AsUnregistered
            : null;
    }
}
