using MicroReg.Domain.Records;
using Proto = MicroReg.Actors.Replication.Wire.V1;

namespace MicroReg.Actors.Replication.Wire;

/// <summary>What a registration says of an instance, to the wire and back.</summary>
internal static class AttributeMapping
{
    public static Proto.InstanceAttributes ToWire(this InstanceAttributes attributes)
    {
        var wire = new Proto.InstanceAttributes { Status = (int)attributes.Status, Weight = (uint)attributes.Weight };
        foreach (var (key, value) in attributes.Metadata)
            wire.Metadata.Add(new Proto.MetadataPair { Key = key, Value = value });
        wire.Tags.AddRange(attributes.Tags);
        if (attributes.Zone is { } zone)
            wire.Zone = zone;
        if (attributes.TtlSeconds is { } ttl)
            wire.TtlSeconds = (uint)ttl;
        wire.Check = attributes.Check?.ToWire();
        if (attributes.DeregisterAfterSeconds is { } after)
            wire.DeregisterAfterSeconds = (uint)after;
        return wire;
    }

    public static InstanceAttributes Read(this Proto.InstanceAttributes? wire)
    {
        var attributes = Legal.Given(wire, "attributes");
        return new InstanceAttributes
        {
            Status = Legal.Known<ServiceStatus>(attributes.Status, "status"),
            Metadata = Metadata.From(attributes.Metadata.Select(pair => KeyValuePair.Create(pair.Key, pair.Value))),
            Tags = [.. attributes.Tags],
            Zone = attributes.HasZone ? attributes.Zone : null,
            Weight = Legal.Number(attributes.Weight, 0, int.MaxValue, "weight"),
            TtlSeconds = attributes.HasTtlSeconds ? Seconds(attributes.TtlSeconds, "ttl") : null,
            Check = attributes.Check?.Read(),
            DeregisterAfterSeconds = attributes.HasDeregisterAfterSeconds
                ? Seconds(attributes.DeregisterAfterSeconds, "deregister after")
                : null,
        };
    }

    private static Proto.HealthCheck ToWire(this HealthCheck check)
    {
        var wire = new Proto.HealthCheck
        {
            Kind = (uint)check.Kind,
            IntervalSeconds = (uint)check.IntervalSeconds,
            TimeoutSeconds = (uint)check.TimeoutSeconds,
            FailuresBeforeFailing = (uint)check.FailuresBeforeFailing,
            SuccessesBeforePassing = (uint)check.SuccessesBeforePassing,
            Path = check.Path,
            ExpectedStatusFrom = (uint)check.ExpectedStatusFrom,
            ExpectedStatusTo = (uint)check.ExpectedStatusTo,
        };
        if (check.HostHeader is { } header)
            wire.HostHeader = header;
        return wire;
    }

    private static HealthCheck Read(this Proto.HealthCheck wire) => new(
        Legal.Known<HealthCheckKind>((int)wire.Kind, "check kind"),
        Seconds(wire.IntervalSeconds, "check interval"),
        Seconds(wire.TimeoutSeconds, "check timeout"),
        Legal.Number(wire.FailuresBeforeFailing, 1, int.MaxValue, "check failures"),
        Legal.Number(wire.SuccessesBeforePassing, 1, int.MaxValue, "check successes"),
        wire.Path,
        Legal.Number(wire.ExpectedStatusFrom, 100, 999, "expected status"),
        Legal.Number(wire.ExpectedStatusTo, 100, 999, "expected status"),
        wire.HasHostHeader ? wire.HostHeader : null);

    /// <summary>At most a year: a timer is made of it.</summary>
    private static int Seconds(uint value, string field) => Legal.Number(value, 1, 366 * 86_400, field);
}
