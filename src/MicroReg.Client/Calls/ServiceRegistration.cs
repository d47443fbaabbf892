using System.Collections.Immutable;
using MicroReg.XmlRpc;

namespace MicroReg.Client.Calls;

/// <summary>The registration of an instance. The registry uses its defaults for properties that are null.</summary>
public sealed record ServiceRegistration
{
    /// <summary>The name of the service, 1 to 255 characters.</summary>
    public required string Service { get; init; }

    /// <summary>
    /// A DNS name or an IP address, optionally with <c>http://</c> or <c>https://</c> before it. Callers get exactly this text.
    /// </summary>
    public required string Host { get; init; }

    /// <summary>The port, 1 to 65535.</summary>
    public required int Port { get; init; }

    /// <summary>The initial status.</summary>
    public string Status { get; init; } = "running";

    /// <summary>
    /// The lease in whole seconds, 1 to 86,400. The instance counts as failed if it sends no heartbeat for this long. Null means no lease.
    /// </summary>
    public int? Ttl { get; init; }

    /// <summary>The kind of check: <c>tcp</c>, <c>http</c> or <c>none</c>. Null means the registry's default.</summary>
    public string? Check { get; init; }

    /// <summary>The path that an <c>http</c> check requests. Null means the registry's default.</summary>
    public string? CheckPath { get; init; }

    /// <summary>Metadata, as free key-value pairs.</summary>
    public ImmutableDictionary<string, string> Metadata { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Tags by which instances can be selected.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>The zone in which the instance runs. Null means none.</summary>
    public string? Zone { get; init; }

    /// <summary>
    /// The share of requests that the instance takes, relative to the others. 0 means only if there is no other instance. Null means 1.
    /// </summary>
    public int? Weight { get; init; }

    /// <summary>
    /// The registry removes the instance after it has been failing for this many whole seconds. Null means the registry's default.
    /// </summary>
    public int? DeregisterAfter { get; init; }

    internal XmlRpcValue[] ToParameters()
    {
        var options = ToOptions();
        XmlRpcValue[] parameters = [XmlRpcValue.Of(Service), XmlRpcValue.Of(Host), XmlRpcValue.Of(Port), XmlRpcValue.Of(Status)];
        return options.Count == 0 ? parameters : [.. parameters, XmlRpcValue.Of(options)];
    }

    private XmlRpcStruct ToOptions()
    {
        var options = new XmlRpcStruct();
        AddNumber(options, "ttl", Ttl);
        AddNumber(options, "weight", Weight);
        AddNumber(options, "deregister_after", DeregisterAfter);
        if (Check is not null && CheckPath is not null)
            options.Add("check", XmlRpcValue.Of(new XmlRpcStruct { { "kind", Check }, { "path", CheckPath } }));
        else if (Check is not null)
            options.Add("check", Check);
        if (Zone is not null)
            options.Add("zone", Zone);
        if (!Tags.IsEmpty)
            options.Add("tags", XmlRpcValue.Of([.. Tags.Select(XmlRpcValue.Of)]));
        if (!Metadata.IsEmpty)
            options.Add("metadata", XmlRpcValue.Of(MetadataStruct()));
        return options;
    }

    private XmlRpcStruct MetadataStruct()
    {
        var members = new XmlRpcStruct(Metadata.Count);
        foreach (var (key, value) in Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            members.Add(key, value);
        return members;
    }

    private static void AddNumber(XmlRpcStruct options, string name, int? number)
    {
        if (number is { } given)
            options.Add(name, given);
    }
}
