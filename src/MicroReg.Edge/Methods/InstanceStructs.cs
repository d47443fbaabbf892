using MicroReg.Domain.Records;
using MicroReg.Edge.Instances;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.Methods;

/// <summary>Instances as structs. What an instance does not have is an empty text: not every client can read nil.</summary>
internal static class InstanceStructs
{
    /// <summary>Instances as they are looked up: with the lease and the check that each asked for, if any.</summary>
    public static XmlRpcValue Of(IEnumerable<ServiceRecord> records) =>
        XmlRpcValue.Of([.. records.Select(record => XmlRpcValue.Of(WithTerms(new InstanceDocument(record))))]);

    /// <summary>An instance as subscribers receive it.</summary>
    public static XmlRpcValue Of(InstanceDocument instance) => XmlRpcValue.Of(Members(instance));

    private static XmlRpcStruct WithTerms(InstanceDocument instance)
    {
        var members = Members(instance);
        if (instance.Ttl is { } ttl)
            members.Add("ttl", ttl);
        if (instance.Check is { } check)
            members.Add("check", Of(check));
        if (instance.DeregisterAfter is { } seconds)
            members.Add("deregister_after", seconds);
        return members;
    }

    private static XmlRpcStruct Members(InstanceDocument instance) => new(11)
    {
        { "id", instance.Id },
        { "host", instance.Host },
        { "port", instance.Port },
        { "status", instance.StatusNumber },
        { "reported", instance.ReportedNumber },
        { "health", instance.Health },
        { "metadata", Of(instance.Metadata) },
        { "tags", XmlRpcValue.Of([.. instance.Tags.Select(XmlRpcValue.Of)]) },
        { "zone", instance.Zone ?? "" },
        { "weight", instance.Weight },
        { "registered_at", instance.RegisteredAt },
    };

    private static XmlRpcValue Of(Metadata metadata)
    {
        var members = new XmlRpcStruct(metadata.Count);
        foreach (var (key, value) in metadata)
            members.Add(key, value);
        return XmlRpcValue.Of(members);
    }

    private static XmlRpcValue Of(CheckDocument check)
    {
        var members = new XmlRpcStruct(8)
        {
            { "kind", check.Kind },
            { "interval", check.Interval },
            { "timeout", check.Timeout },
            { "failures", check.Failures },
            { "successes", check.Successes },
        };
        AddIfThere(members, "path", check.Path);
        AddIfThere(members, "expected_status", check.ExpectedStatus);
        AddIfThere(members, "host_header", check.HostHeader);
        return XmlRpcValue.Of(members);
    }

    private static void AddIfThere(XmlRpcStruct members, string name, string? text)
    {
        if (text is not null)
            members.Add(name, text);
    }
}
