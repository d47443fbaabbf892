using System.Collections.Immutable;

namespace MicroReg.Client.Watching;

/// <summary>The registry as a watcher knew it at one moment. Immutable.</summary>
/// <param name="Services">The instances of each service, sorted by host and port.</param>
/// <param name="AsOf">When the registry last confirmed the copy. Null if it comes from the file and no node has confirmed it yet.</param>
public sealed record RegistrySnapshot(ImmutableDictionary<string, ImmutableArray<ServiceInstance>> Services, DateTimeOffset? AsOf)
{
    /// <summary>The snapshot without any service.</summary>
    public static RegistrySnapshot Empty { get; } = new(
        ImmutableDictionary.Create<string, ImmutableArray<ServiceInstance>>(StringComparer.Ordinal), null);

    /// <summary>The instances of a service, whether running or not. Empty if the service is unknown.</summary>
    public ImmutableArray<ServiceInstance> this[string service] => Services.GetValueOrDefault(service, []);
}
