using System.Collections.Immutable;

namespace MicroReg.Client.Watching;

/// <summary>What a watcher copies. All parts that are given must hold; the nodes apply it, so that the rest is not even sent.</summary>
public sealed record RegistryFilter
{
    /// <summary>Everything.</summary>
    public static RegistryFilter All { get; } = new();

    /// <summary>Names of services; empty = any.</summary>
    public ImmutableArray<string> Services { get; init; } = [];

    /// <summary>What the name of the service begins with; empty = any.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>A tag that the instance has; null = any.</summary>
    public string? Tag { get; init; }

    /// <summary>The zone that the instance is in; null = any.</summary>
    public string? Zone { get; init; }

    /// <summary>The filter as the query of an address: the same filter gives the same text.</summary>
    internal string ToQuery()
    {
        var parts = Services.Order(StringComparer.Ordinal).Select(service => ("service", service)).ToList();
        if (Prefix.Length > 0)
            parts.Add(("prefix", Prefix));
        if (Tag is not null)
            parts.Add(("tag", Tag));
        if (Zone is not null)
            parts.Add(("zone", Zone));
        return string.Join('&', parts.Select(part => $"{part.Item1}={Uri.EscapeDataString(part.Item2)}"));
    }
}
