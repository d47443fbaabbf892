using System.Collections.Immutable;

namespace MicroReg.Client.Watching;

/// <summary>What is registered, as a watcher knows it at one moment. Immutable; a change makes another one.</summary>
/// <param name="Services">The instances of each service, in the order of host and port.</param>
/// <param name="AsOf">When the registry last confirmed it; null if it has not yet, and this is what the disk remembered.</param>
public sealed record RegistrySnapshot(ImmutableDictionary<string, ImmutableArray<ServiceInstance>> Services, DateTimeOffset? AsOf)
{
    /// <summary>Nothing is known.</summary>
    public static RegistrySnapshot Empty { get; } = new(ImmutableDictionary.Create<string, ImmutableArray<ServiceInstance>>(StringComparer.Ordinal), null);

    /// <summary>The instances of a service, running or not; empty if it is unknown.</summary>
    public ImmutableArray<ServiceInstance> this[string service] => Services.GetValueOrDefault(service, []);
}
