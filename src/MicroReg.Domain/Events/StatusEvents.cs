using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Events;

/// <summary>Computes the event of a change as the difference of two states of a record.</summary>
internal static class StatusEvents
{
    /// <summary>The event for subscribers that have seen the state before; null if they would see no difference.</summary>
    public static StatusEvent? Between(ServiceRecord? before, ServiceRecord? after)
    {
        var (was, now) = (Living(before), Living(after));
        if (was is null && now is null)
            return null;
        if (now is null)
            return new(StatusEventKind.Unregistered, was!.Key, was, was.Status, VersionOfEnd(was, after),
                (after ?? was).Updated.Time.ToDateTimeOffset());
        if (was is null)
            return Of(StatusEventKind.Registered, now, null);
        if (was.Status != now.Status)
            return Of(StatusEventKind.StatusChanged, now, was.Status);
        return LooksTheSame(was, now) ? null : Of(StatusEventKind.Updated, now, was.Status);
    }

    /// <summary>
    /// The event of a change in the feed. One that is always told has an event even if it makes no difference here: subscribers may know a
    /// state between the two that this node never had.
    /// </summary>
    public static StatusEvent? Of(RecordChange change)
    {
        if (Between(change.Before, change.After) is { } difference)
            return difference;
        return change is { IsAlwaysTold: true, After: { } after } && HasNewParts(change.Before, after)
            ? Since(after, change.Before)
            : null;
    }

    /// <summary>
    /// The event for a subscriber of whom only the cursor is known; null if there is none, as for the record of a subscription.
    /// </summary>
    public static StatusEvent? Since(ServiceRecord record, VersionVector cursor)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(cursor);
        return Tell(
            record,
            IsBeyond(record.Registration, cursor) ? StatusEventKind.Registered
                : IsBeyond(record.Reported, cursor) || IsBeyond(record.Health, cursor) ? StatusEventKind.StatusChanged
                : StatusEventKind.Updated);
    }

    /// <summary>As <see cref="Since(ServiceRecord, VersionVector)"/>, for a subscriber that may know more than the record before.</summary>
    private static StatusEvent? Since(ServiceRecord record, ServiceRecord? before) => Tell(
        record,
        record.Head?.Generation != before?.Head?.Generation ? StatusEventKind.Registered
            : record.Reported?.Stamp != before?.Reported?.Stamp || record.Health?.Stamp != before?.Health?.Stamp
                ? StatusEventKind.StatusChanged
                : StatusEventKind.Updated);

    private static StatusEvent? Tell(ServiceRecord record, StatusEventKind kind) => record switch
    {
        { Key.IsInstance: false } => null,
        { Head: Tombstone } => new(StatusEventKind.Unregistered, record.Key, null, null, EventVersion.Of(record),
            record.Updated.Time.ToDateTimeOffset()),
        { Head: Registration } => Of(kind, record, null),
        _ => null,
    };

    /// <summary>False if only positions differ.</summary>
    private static bool HasNewParts(ServiceRecord? before, ServiceRecord after) =>
        after.Head?.Rank != before?.Head?.Rank
        || after.Reported?.Stamp != before?.Reported?.Stamp
        || after.Health?.Stamp != before?.Health?.Stamp;

    /// <summary>The event of an instance in a snapshot.</summary>
    public static StatusEvent InSnapshot(ServiceRecord living) => Of(StatusEventKind.Registered, living, null);

    private static StatusEvent Of(StatusEventKind kind, ServiceRecord living, ServiceStatus? previous) =>
        new(kind, living.Key, living, previous, EventVersion.Of(living), living.Updated.Time.ToDateTimeOffset());

    private static ServiceRecord? Living(ServiceRecord? record) => record is { IsLiving: true } ? record : null;

    private static bool IsBeyond(RecordPart? part, VersionVector cursor) =>
        part is not null && (part.Position.Origin == OriginId.Baseline ? cursor.IsEmpty : !cursor.Covers(part.Position));

    /// <summary>A record that vanished without a tombstone (a copy without it replaced all records) ends with its last version.</summary>
    private static string VersionOfEnd(ServiceRecord was, ServiceRecord? after) =>
        after?.Head is Tombstone ? EventVersion.Of(after) : EventVersion.Of(was) + "~";

    private static bool LooksTheSame(ServiceRecord was, ServiceRecord now)
    {
        var (one, other) = (was.Registration!, now.Registration!);
        return one.Id == other.Id
            && was.ReportedStatus == now.ReportedStatus
            && was.HealthStatus == now.HealthStatus
            && one.FirstRegistered == other.FirstRegistered
            && one.Attributes.Equals(other.Attributes with { Status = one.Attributes.Status });
    }
}
