using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;
using Proto = MicroReg.Actors.Replication.Wire.V1;

namespace MicroReg.Actors.Replication.Wire;

/// <summary>Subscriptions, to the wire and back.</summary>
internal static class SubscriptionMapping
{
    /// <summary>Longer than any text that the rules admit.</summary>
    private const int MaxTextLength = 100_000;

    public static Proto.Subscription ToWire(this Subscription subscription)
    {
        var terms = subscription.Terms;
        var wire = new Proto.Subscription
        {
            Begun = subscription.Begun.ToWire(),
            Url = terms.Url,
            Services = { terms.Services },
            Prefix = terms.Prefix,
            TtlSeconds = (uint)terms.TtlSeconds,
            RenewedAt = (ulong)subscription.RenewedAt,
            Cursor = subscription.Cursor,
        };
        if (terms.Tag is { } tag)
            wire.Tag = tag;
        if (terms.Zone is { } zone)
            wire.Zone = zone;
        return wire;
    }

    /// <summary>The URL must be one: whoever owns the subscription calls it.</summary>
    public static Subscription Read(this Proto.Subscription wire, Stamp stamp, Position position) => new(
        wire.Begun.Read("generation"),
        stamp,
        position,
        new SubscriptionTerms
        {
            Url = Uri.TryCreate(wire.Url, UriKind.Absolute, out _) ? wire.Url : throw Legal.Broken("url", "must be absolute"),
            Services = [.. wire.Services],
            Prefix = wire.Prefix,
            Tag = wire.HasTag ? wire.Tag : null,
            Zone = wire.HasZone ? wire.Zone : null,
            TtlSeconds = Legal.Number(wire.TtlSeconds, 1, 366 * 86_400, "ttl"),
        },
        Legal.WallClock(wire.RenewedAt),
        wire.Cursor.Length <= MaxTextLength ? wire.Cursor : throw Legal.Broken("cursor", "is too long"));
}
