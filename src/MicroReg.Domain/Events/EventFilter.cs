using System.Collections.Immutable;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Events;

/// <summary>Which instances a subscriber wants events for. All given criteria must match.</summary>
public sealed record EventFilter
{
    /// <summary>Every instance.</summary>
    public static EventFilter All { get; } = new();

    /// <summary>Only instances of these services; empty for all.</summary>
    public ImmutableHashSet<string> Services { get; init; } = [];

    /// <summary>Only instances of services whose names have this prefix.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Only instances with this tag; null for all.</summary>
    public string? Tag { get; init; }

    /// <summary>Only instances in this zone; null for all.</summary>
    public string? Zone { get; init; }

    /// <summary>
    /// The event for a subscriber with this filter: the event itself, an "unregistered" event if the filter does not (or no longer) select
    /// the instance, or null if it concerns another service.
    /// </summary>
    public StatusEvent? Apply(StatusEvent change)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (!SelectsService(change.Key.Name))
            return null;
        return change.Kind == StatusEventKind.Unregistered || Selects(change.Instance!) ? change : change.AsUnregistered;
    }

    /// <summary>True if the filter selects services of this name.</summary>
    public bool SelectsService(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return (Services.IsEmpty || Services.Contains(name)) && name.StartsWith(Prefix, StringComparison.Ordinal);
    }

    /// <summary>True if the filter selects a living instance.</summary>
    public bool Selects(ServiceRecord living)
    {
        ArgumentNullException.ThrowIfNull(living);
        var attributes = living.Registration!.Attributes;
        return SelectsService(living.Key.Name)
            && (Tag is null || attributes.Tags.Contains(Tag))
            && (Zone is null || attributes.Zone == Zone);
    }
}
