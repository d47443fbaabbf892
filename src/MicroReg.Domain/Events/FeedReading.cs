using System.Collections.Immutable;
using MicroReg.Domain.MicroDb;
using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Events;

/// <summary>What a reader asks the records for.</summary>
/// <param name="Since">Up to where it has seen everything.</param>
/// <param name="SnapshotStart">Within a snapshot: what was fed when it began; null behind it.</param>
/// <param name="Filter">What it wants to hear of.</param>
/// <param name="Limit">The most events.</param>
internal sealed record FeedQuery(VersionVector Since, VersionVector? SnapshotStart, EventFilter Filter, int Limit)
{
    /// <summary>The most changes that are looked at for a page while nobody can write: a filter may select few of many.</summary>
    public int Looks => 20 * Limit;
}

/// <summary>A page that was read from the records.</summary>
/// <param name="Events">Its events.</param>
/// <param name="End">Where it ends.</param>
/// <param name="More">True if there is more now.</param>
/// <param name="Fed">Up to where everything was fed when it was read.</param>
/// <param name="NextBatch">The batch that follows on it, if it is the last page.</param>
internal sealed record FeedReading(ImmutableArray<StatusEvent> Events, VersionVector End, bool More, VersionVector Fed, long NextBatch);

/// <summary>
/// Reads a page of the records as they were fed: those with changes that are not fed yet are taken from the overlay. Both
/// come in the order of positions, so that the page's end is a vector. Used once, inside the locks of database and feed.
/// </summary>
internal sealed class FeedPageReader(FeedQuery query, IReadOnlyDictionary<InstanceKey, Overlaid> overlay)
{
    private readonly ImmutableArray<StatusEvent>.Builder _events = ImmutableArray.CreateBuilder<StatusEvent>();
    private readonly HashSet<InstanceKey> _told = [];
    private VersionVector _end = query.Since;
    private int _looks;

    private bool IsSnapshot => query.SnapshotStart is not null;

    /// <param name="records">The records.</param>
    /// <param name="fed">Up to where everything was fed.</param>
    /// <param name="nextBatch">The batch that comes next.</param>
    public FeedReading Read(MicroDb<InstanceKey, ServiceRecord> records, VersionVector fed, long nextBatch)
    {
        var hidden = new Queue<(Position Position, ServiceRecord Record)>(Hidden().OrderBy(part => part.Position));
        var (_, more) = records.Read(
            query.Since,
            IsSnapshot,
            (position, key, record) => TakeBefore(position, hidden) && (overlay.ContainsKey(key) || Take(position, record)));
        while (!more && hidden.TryDequeue(out var rest))
            more = !Take(rest.Position, rest.Record);
        return new FeedReading(_events.DrainToImmutable(), more ? _end : query.Since.Without(OriginId.Baseline).Merge(fed), more, fed, nextBatch);
    }

    /// <summary>The parts, as they were fed, of records that look different by now.</summary>
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
        if (query.Filter.SelectsService(record.Key.Name) && _told.Add(record.Key) && (IsSnapshot ? InSnapshot(record) : Since(record)) is { } told)
            _events.Add(told);
        return true;
    }

    private StatusEvent? Since(ServiceRecord record) =>
        StatusEvents.Since(record, query.Since) is { } change ? query.Filter.Apply(change) : null;

    /// <summary>What was gone, or not selected, when the snapshot began was never told and need not be taken back.</summary>
    private StatusEvent? InSnapshot(ServiceRecord record)
    {
        if (record.IsLiving && query.Filter.Selects(record))
            return StatusEvents.InSnapshot(record);
        return record.Parts().Any(part => part.Position.Origin != OriginId.Baseline && !query.SnapshotStart!.Covers(part.Position))
            ? StatusEvents.Since(record, query.Since)?.AsUnregistered
            : null;
    }
}
