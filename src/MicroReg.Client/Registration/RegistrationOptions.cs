using System.Collections.Immutable;
using MicroReg.Client.Calls;

namespace MicroReg.Client.Registration;

/// <summary>What is registered while the application runs, and how.</summary>
public sealed class RegistrationOptions : RegistryClientOptions
{
    /// <summary>The name of the service.</summary>
    public string Service { get; set; } = "";

    /// <summary>
    /// The host under which others reach the application; null (the default) = that of the server's first address
    /// (an <c>http</c> one, if there is one): as it is, with <c>https://</c> before it if need be, loopback too, since that says where
    /// the server listens. Where the server listens on all addresses, it is the address from which this machine talks to the
    /// registry's first node.
    /// </summary>
    public string? Host { get; set; }

    /// <summary>The port; null (the default) = that of the server's first address.</summary>
    public int? Port { get; set; }

    /// <summary>
    /// The lease; null (the default) = none, and the registry goes by its checks. With a lease the application beats every third
    /// of it, and counts as failed when it has not for this long. Whole seconds, 1 s to 24 h.
    /// </summary>
    public TimeSpan? Ttl { get; set; }

    /// <summary>What the registry probes: <c>tcp</c>, <c>http</c> or <c>none</c>; null = the registry's default.</summary>
    public string? Check { get; set; }

    /// <summary>The path that an <c>http</c> check asks for; null = the registry's default.</summary>
    public string? CheckPath { get; set; }

    /// <summary>Free key → value pairs.</summary>
    public IDictionary<string, string> Metadata { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Labels to select instances by.</summary>
    public IList<string> Tags { get; } = [];

    /// <summary>Where the application runs; null = not said.</summary>
    public string? Zone { get; set; }

    /// <summary>The share of requests that it takes beside the others; null = 1.</summary>
    public int? Weight { get; set; }

    /// <summary>The registry removes it after failing for this long; null = the registry's default. Whole seconds.</summary>
    public TimeSpan? DeregisterAfter { get; set; }

    /// <summary>
    /// How often the registry is asked if it still knows an instance without a lease, which is registered again if not; 30 s by default.
    /// </summary>
    public TimeSpan LookInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest wait between two tries while no node takes the registration; 5 s by default.</summary>
    public TimeSpan LongestBackoff { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long the server still takes requests after it was said to be draining, before it is unregistered and stops; 0.5 s by
    /// default: gateways hear of it within some tens of milliseconds, and this leaves ten times that.
    /// </summary>
    public TimeSpan DrainTime { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How much longer than <see cref="DrainTime"/> the end of the application may take because of the registry; 3 s by default.</summary>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(3);

    private protected override IEnumerable<string> MoreErrors() =>
    [
        .. base.MoreErrors(),
        .. Service.Length == 0 ? [$"{nameof(Service)}: must be given"] : Array.Empty<string>(),
        .. Port is null or (> 0 and <= 65535) ? Array.Empty<string>() : [$"{nameof(Port)}: must be 1 to 65535, not {Port}"],
        .. Ttl is { } ttl && (ttl < TimeSpan.FromSeconds(1) || ttl > TimeSpan.FromDays(1)) ? [$"{nameof(Ttl)}: must be 1 s to 24 h, not {ttl}"] : Array.Empty<string>(),
        .. DrainTime < TimeSpan.Zero ? [$"{nameof(DrainTime)}: must not be negative, but is {DrainTime}"] : Array.Empty<string>(),
        .. Positive(nameof(LookInterval), LookInterval),
        .. Positive(nameof(LongestBackoff), LongestBackoff),
        .. Positive(nameof(StopTimeout), StopTimeout),
    ];

    internal ServiceRegistration At(string host, int port) => new()
    {
        Service = Service,
        Host = host,
        Port = port,
        Ttl = Seconds(Ttl),
        Check = Check,
        CheckPath = CheckPath,
        Metadata = Metadata.ToImmutableDictionary(StringComparer.Ordinal),
        Tags = [.. Tags],
        Zone = Zone,
        Weight = Weight,
        DeregisterAfter = Seconds(DeregisterAfter),
    };

    private static int? Seconds(TimeSpan? time) => time is { } given ? (int)Math.Ceiling(given.TotalSeconds) : null;
}
