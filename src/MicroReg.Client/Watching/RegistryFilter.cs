using System.Collections.Immutable;

namespace MicroReg.Client.Watching;

/// <summary>
/// Selects what a watcher copies. An instance must match all parts that are set. The nodes apply the filter, so they do not send the rest.
/// </summary>
public sealed record RegistryFilter
{
    /// <summary>Everything.</summary>
    public static RegistryFilter All { get; } = new();

    /// <summary>The names of services. Empty means any.</summary>
    public ImmutableArray<string> Services { get; init; } = [];

    /// <summary>The prefix of the service's name. Empty means any.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>A tag that the instance must have. Null means any.</summary>
    public string? Tag { get; init; }

    /// <summary>The zone of the instance. Null means any.</summary>
    public string? Zone { get; init; }

    /// <summary>The filter as the query of a URL. The same filter always gives the same text.</summary>
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
