using Google.Protobuf;
using MicroReg.Actors.Replication.Wire;
using MicroReg.Domain.Database;
using MicroReg.Domain.Events;
using MicroReg.Domain.Records;
using Proto = MicroReg.Actors.Subscriptions.Watching.V1;

namespace MicroReg.Actors.Subscriptions.Watching;

/// <summary>Events and pages, to the wire and back.</summary>
internal static class EventMapping
{
    private static readonly object Form = new();
    private static readonly Func<StatusEvent, byte[]> Write = change => change.ToWire().ToByteArray();

    /// <summary>An event as bytes, which are made once for all watchers.</summary>
    public static ReadOnlyMemory<byte> Encoded(StatusEvent change) => change.In(Form, Write);

    public static IMessage ToWire(this StatusPage page)
    {
        var wire = new Proto.StatusPage { Cursor = page.Cursor.ToString(), More = page.More, Reset = page.Reset };
        foreach (var change in page.Events)
            wire.Events.Add(UnsafeByteOperations.UnsafeWrap(Encoded(change)));
        return wire;
    }

    public static IMessage ToWire(this WatchStatus watch)
    {
        var wire = new Proto.WatchStatus
        {
            Services = { watch.Filter.Services.Order(StringComparer.Ordinal) },
            Prefix = watch.Filter.Prefix,
            Cursor = watch.Cursor.ToString(),
        };
        if (watch.Filter.Tag is { } tag)
            wire.Tag = tag;
        if (watch.Filter.Zone is { } zone)
            wire.Zone = zone;
        return wire;
    }

    public static StatusPage Read(this Proto.StatusPage wire) => new(
        [.. wire.Events.Select(bytes => Proto.StatusEvent.Parser.ParseFrom(bytes).Read())], Cursor(wire.Cursor), wire.More, wire.Reset);

    public static WatchStatus Read(this Proto.WatchStatus wire) => new(
        new EventFilter
        {
            Services = [.. wire.Services],
            Prefix = wire.Prefix,
            Tag = wire.HasTag ? wire.Tag : null,
            Zone = wire.HasZone ? wire.Zone : null
        },
        Cursor(wire.Cursor));

    private static Proto.StatusEvent ToWire(this StatusEvent change)
    {
        var wire = new Proto.StatusEvent
        {
            Kind = (uint)change.Kind,
            Key = change.Key.ToWire(),
            Version = change.Version,
            At = change.At.ToUnixTimeMilliseconds()
        };
        if (change.Instance is { } record)
            wire.Parts.AddRange(record.Parts().Select(part => new PartChange(record.Key, part).ToWire()));
        if (change.PreviousStatus is { } previous)
            wire.PreviousStatus = (int)previous;
        return wire;
    }

    private static StatusEvent Read(this Proto.StatusEvent wire)
    {
        var key = wire.Key.Read();
        return new StatusEvent(
            Legal.Known<StatusEventKind>((int)wire.Kind, "kind of event"),
            key,
            wire.Parts.Count == 0
                ? null
                : wire.Parts.Select(part => part.Read().Part).Aggregate(new ServiceRecord { Key = key }, RecordMerge.Apply),
            wire.HasPreviousStatus ? Legal.Known<ServiceStatus>(wire.PreviousStatus, "previous status") : null,
            wire.Version,
            DateTimeOffset.FromUnixTimeMilliseconds(Legal.WallClock((ulong)wire.At)));
    }

    private static EventCursor Cursor(string text) =>
        EventCursor.TryParse(text, out var cursor) ? cursor : throw Legal.Broken("cursor", "is none");
}
