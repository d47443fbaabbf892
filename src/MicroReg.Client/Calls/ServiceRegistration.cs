using System.Collections.Immutable;
using MicroReg.XmlRpc;

namespace MicroReg.Client.Calls;

/// <summary>An instance of a service, as it is registered. What is null is left to the registry.</summary>
public sealed record ServiceRegistration
{
    /// <summary>The name of the service, 1 to 255 characters.</summary>
    public required string Service { get; init; }

    /// <summary>A DNS name or an address, perhaps with <c>http://</c> or <c>https://</c> before it; callers get it exactly so.</summary>
    public required string Host { get; init; }

    /// <summary>The port, 1 to 65535.</summary>
    public required int Port { get; init; }

    /// <summary>The status to begin with.</summary>
    public string Status { get; init; } = "running";

    /// <summary>The lease in whole seconds, 1 to 86,400: without a heartbeat for this long the instance counts as failed. Null = none.</summary>
    public int? Ttl { get; init; }

    /// <summary>What the registry probes: <c>tcp</c>, <c>http</c> or <c>none</c>; null = the registry's default.</summary>
    public string? Check { get; init; }

    /// <summary>The path that an <c>http</c> check asks for; null = the registry's default.</summary>
    public string? CheckPath { get; init; }

    /// <summary>Free key → value pairs.</summary>
    public ImmutableDictionary<string, string> Metadata { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Labels to select instances by.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>Where the instance runs; null = not said.</summary>
    public string? Zone { get; init; }

    /// <summary>The share of requests that it takes beside the others; 0 = only if there is no other; null = 1.</summary>
    public int? Weight { get; init; }

    /// <summary>It is removed after failing for this many whole seconds; null = the registry's default.</summary>
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
