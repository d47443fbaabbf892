using System.Globalization;
using MicroReg.Domain.Records;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.Methods;

/// <summary>Instances as structs. What an instance does not have is an empty text: not every client can read nil.</summary>
internal static class InstanceStructs
{
    /// <summary>Instances as they are looked up: with how each asked to be watched, as far as it did.</summary>
    public static XmlRpcValue Of(IEnumerable<ServiceRecord> records) => XmlRpcValue.Of([.. records.Select(record => XmlRpcValue.Of(WithWatch(record)))]);

    /// <summary>An instance as subscribers are told of it.</summary>
    public static XmlRpcValue Of(ServiceRecord record) => XmlRpcValue.Of(Members(record));

    private static XmlRpcStruct WithWatch(ServiceRecord record)
    {
        var members = Members(record);
        var attributes = record.Registration!.Attributes;
        if (attributes.TtlSeconds is { } ttl)
            members.Add("ttl", ttl);
        if (attributes.Check is { } check)
            members.Add("check", CheckStruct.Of(check));
        if (attributes.DeregisterAfterSeconds is { } seconds)
            members.Add("deregister_after", seconds);
        return members;
    }

    private static XmlRpcStruct Members(ServiceRecord record)
    {
        var registration = record.Registration!;
        var attributes = registration.Attributes;
        return new XmlRpcStruct(11)
        {
            { "id", registration.Id },
            { "host", record.Key.Host },
            { "port", record.Key.Port },
            { "status", (int)record.Status },
            { "reported", (int)record.ReportedStatus },
            { "health", HealthWords.Of(record.HealthStatus) },
            { "metadata", MetadataOf(attributes.Metadata) },
            { "tags", XmlRpcValue.Of([.. attributes.Tags.Select(XmlRpcValue.Of)]) },
            { "zone", attributes.Zone ?? "" },
            { "weight", attributes.Weight },
            { "registered_at", Timestamps.Iso(registration.FirstRegistered.Time.ToDateTimeOffset()) },
        };
    }

    private static XmlRpcValue MetadataOf(Metadata metadata)
    {
        var members = new XmlRpcStruct(metadata.Count);
        foreach (var (key, value) in metadata)
            members.Add(key, value);
        return XmlRpcValue.Of(members);
    }
}

/// <summary>The words for what leases and probes say.</summary>
internal static class HealthWords
{
    public static string Of(InstanceHealth health) => health switch
    {
        InstanceHealth.Passing => "passing",
        InstanceHealth.Failing => "failing",
        _ => "unknown",
    };
}

/// <summary>Points in time as text, always UTC.</summary>
internal static class Timestamps
{
    /// <summary>The time, or an empty text if there is none.</summary>
    public static string Iso(DateTimeOffset? time) => time is { } one ? Iso(one) : "";

    public static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
