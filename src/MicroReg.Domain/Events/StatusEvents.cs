using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Events;

/// <summary>Which event a change of a record is: a pure difference of two states, never said by whoever made the change.</summary>
public static class StatusEvents
{
    /// <summary>The event for subscribers that have seen the state before; null if nothing that they see is different.</summary>
    public static StatusEvent? Between(ServiceRecord? before, ServiceRecord? after)
    {
        var (was, now) = (Living(before), Living(after));
        if (was is null && now is null)
            return null;
        if (now is null)
            return new(StatusEventKind.Unregistered, was!.Key, was, was.Status, VersionOfEnd(was, after), (after ?? was).Updated.Time.ToDateTimeOffset());
        if (was is null)
            return Of(StatusEventKind.Registered, now, null);
        if (was.Status != now.Status)
            return Of(StatusEventKind.StatusChanged, now, was.Status);
        return LooksTheSame(was, now) ? null : Of(StatusEventKind.Updated, now, was.Status);
    }

    /// <summary>The event for a subscriber of which only the cursor is known; null if there is nothing to tell, as of subscriptions, which are no instances.</summary>
    public static StatusEvent? Since(ServiceRecord record, VersionVector cursor)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(cursor);
        if (!record.Key.IsInstance)
            return null;
        if (record.Head is Tombstone)
            return new(StatusEventKind.Unregistered, record.Key, null, null, EventVersion.Of(record), record.Updated.Time.ToDateTimeOffset());
        if (record.Head is not Registration registration)
            return null;
        var isNew = IsBeyond(registration, cursor);
        return Of(isNew ? StatusEventKind.Registered : IsBeyond(record.Reported, cursor) || IsBeyond(record.Health, cursor) ? StatusEventKind.StatusChanged : StatusEventKind.Updated, record, null);
    }

    /// <summary>The event by which an instance stands in a snapshot.</summary>
    public static StatusEvent InSnapshot(ServiceRecord living) => Of(StatusEventKind.Registered, living, null);

    private static StatusEvent Of(StatusEventKind kind, ServiceRecord living, ServiceStatus? previous) =>
        new(kind, living.Key, living, previous, EventVersion.Of(living), living.Updated.Time.ToDateTimeOffset());

    private static ServiceRecord? Living(ServiceRecord? record) => record is { IsLiving: true } ? record : null;

    private static bool IsBeyond(RecordPart? part, VersionVector cursor) =>
        part is not null && (part.Position.Origin == OriginId.Baseline ? cursor.IsEmpty : !cursor.Covers(part.Position));

    /// <summary>A record that is gone without a tombstone (replaced by a copy that lacks it) ends with the version that it had.</summary>
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
