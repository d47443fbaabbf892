using MicroReg.Domain.Database;
using MicroReg.Domain.Records;
using Proto = MicroReg.Actors.Replication.Wire.V1;

namespace MicroReg.Actors.Replication.Wire;

/// <summary>Keys, parts and their outlines, to the wire and back.</summary>
internal static class PartMapping
{
    public static Proto.InstanceKey ToWire(this InstanceKey key) => new() { Name = key.Name, Host = key.Host, Port = (uint)key.Port };

    public static Proto.PartChange ToWire(this PartChange change)
    {
        var wire = new Proto.PartChange
        {
            Key = change.Key.ToWire(),
            Stamp = change.Part.Stamp.ToWire(),
            Position = change.Part.Position.ToWire(),
        };
        switch (change.Part)
        {
            case Registration part:
                wire.Registration = new()
                {
                    Id = (uint)part.Id,
                    FirstRegistered = part.FirstRegistered.ToWire(),
                    Attributes = part.Attributes.ToWire()
                };
                break;
            case Tombstone part:
                wire.Tombstone = new() { Ended = part.Ended.ToWire() };
                break;
            case Reported part:
                wire.Reported = new() { Of = part.Of.ToWire(), Status = (int)part.Status };
                if (part.UnregisterAfterSeconds is { } after)
                    wire.Reported.UnregisterAfterSeconds = (uint)after;
                break;
            case HealthVerdict part:
                wire.Health = new() { Of = part.Of.ToWire(), Health = (uint)part.Health };
                break;
            case Subscription part:
                wire.Subscription = part.ToWire();
                break;
            default:
                throw Legal.Broken("part", "is of a kind that has no form on the wire");
        }

        return wire;
    }

    public static Proto.PartOutline ToWire(this PartOutline outline) => new()
    {
        Key = outline.Key.ToWire(),
        Kind = (uint)outline.Kind,
        Generation = outline.Generation.ToWire(),
        Stamp = outline.Stamp.ToWire(),
        Position = outline.Position.ToWire(),
    };

    public static InstanceKey Read(this Proto.InstanceKey? wire)
    {
        var key = Legal.Given(wire, "key");
        return key.Host.Length == 0 && key.Port == 0
            ? InstanceKey.OfSubscription(Legal.Name(key.Name, "name"))
            : new InstanceKey(Legal.Name(key.Name, "name"), Legal.Name(key.Host, "host"), Legal.Number(key.Port, 1, 65535, "port"));
    }

    /// <summary>
    /// A part of a kind that a later version added makes the whole message unreadable, on purpose. A frame says what it
    /// covers; whoever left out a part of it would move its vector over that part and never ask for it again, even once
    /// it can read it. A message that is dropped is a lost message: the sender sees a peer that lags and sends again.
    /// </summary>
    public static PartChange Read(this Proto.PartChange wire)
    {
        var (key, stamp, position) = (wire.Key.Read(), wire.Stamp.Read("stamp"), wire.Position.Read());
        return new PartChange(key, wire.KindCase switch
        {
            Proto.PartChange.KindOneofCase.Registration => new Registration(
                stamp,
                position,
                Legal.Number(wire.Registration.Id, 1, int.MaxValue, "id"),
                wire.Registration.FirstRegistered.Read("first registration"),
                wire.Registration.Attributes.Read()),
            Proto.PartChange.KindOneofCase.Tombstone => new Tombstone(wire.Tombstone.Ended.Read("ended generation"), stamp, position),
            Proto.PartChange.KindOneofCase.Reported => new Reported(
                wire.Reported.Of.Read("generation"), stamp, position, Legal.Known<ServiceStatus>(wire.Reported.Status, "status"))
            {
                UnregisterAfterSeconds = wire.Reported.HasUnregisterAfterSeconds
                    ? Legal.Number(wire.Reported.UnregisterAfterSeconds, 1, int.MaxValue, "unregister after")
                    : null,
            },
            Proto.PartChange.KindOneofCase.Health => new HealthVerdict(
                wire.Health.Of.Read("generation"), stamp, position, Legal.Known<InstanceHealth>((int)wire.Health.Health, "health")),
            Proto.PartChange.KindOneofCase.Subscription => wire.Subscription.Read(stamp, position),
            _ => throw Legal.Broken("part", $"of {key} is of a kind that this version does not know"),
        });
    }

    public static PartOutline Read(this Proto.PartOutline wire) => new(
        wire.Key.Read(),
        Legal.Known<PartKind>((int)wire.Kind, "kind"),
        wire.Generation.Read("generation"),
        wire.Stamp.Read("stamp"),
        wire.Position.Read());
}
