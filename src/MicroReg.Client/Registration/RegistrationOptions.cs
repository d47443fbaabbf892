using System.Collections.Immutable;
using MicroReg.Client.Calls;

namespace MicroReg.Client.Registration;

/// <summary>Options of the registration of an application.</summary>
public sealed class RegistrationOptions : RegistryClientOptions
{
    /// <summary>The name of the service.</summary>
    public string Service { get; set; } = "";

    /// <summary>
    /// The host at which others reach the application. If null (the default), it is the host of the first address on which the server
    /// listens, and <c>http</c> addresses are preferred. <c>https://</c> is put before it if the address needs it. A loopback address is
    /// registered as it is. If the server listens on all addresses, the host is the local address that this machine uses to reach the first
    /// node of the registry.
    /// </summary>
    public string? Host { get; set; }

    /// <summary>The port. If null (the default), it is the port of the server's first address.</summary>
    public int? Port { get; set; }

    /// <summary>
    /// The lease, in whole seconds from 1 s to 24 h. The application sends a heartbeat every third of it, and counts as failed after a
    /// whole lease without one. Default: null, no lease. The registry then relies on its checks.
    /// </summary>
    public TimeSpan? Ttl { get; set; }

    /// <summary>The kind of check: <c>tcp</c>, <c>http</c> or <c>none</c>. Null means the registry's default.</summary>
    public string? Check { get; set; }

    /// <summary>The path that an <c>http</c> check requests. Null means the registry's default.</summary>
    public string? CheckPath { get; set; }

    /// <summary>Metadata, as free key-value pairs.</summary>
    public IDictionary<string, string> Metadata { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Tags by which instances can be selected.</summary>
    public IList<string> Tags { get; } = [];

    /// <summary>The zone in which the application runs. Null means none.</summary>
    public string? Zone { get; set; }

    /// <summary>The share of requests that the instance takes, relative to the others. Null means 1.</summary>
    public int? Weight { get; set; }

    /// <summary>
    /// The registry removes the instance after it has been failing for this long, in whole seconds. Null means the registry's default.
    /// </summary>
    public TimeSpan? DeregisterAfter { get; set; }

    /// <summary>
    /// How often an instance without a lease asks the registry whether it is still registered. If not, it registers again. Default: 30 s.
    /// </summary>
    public TimeSpan LookInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest wait between two attempts while no node accepts the registration. Default: 5 s.</summary>
    public TimeSpan LongestBackoff { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long the server still takes requests after it was marked as draining. After that it is unregistered and stops. Default: 0.5 s.
    /// Gateways notice within some tens of milliseconds, so this is about ten times what they need.
    /// </summary>
    public TimeSpan DrainTime { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How much longer than <see cref="DrainTime"/> the registry may delay the end of the application. Default: 3 s.</summary>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(3);

    private protected override IEnumerable<string> MoreErrors() =>
    [
        .. base.MoreErrors(),
        .. Service.Length == 0 ? [$"{nameof(Service)}: must be given"] : Array.Empty<string>(),
        .. Port is null or (> 0 and <= 65535) ? Array.Empty<string>() : [$"{nameof(Port)}: must be 1 to 65535, not {Port}"],
        .. Ttl is { } ttl && (ttl < TimeSpan.FromSeconds(1) || ttl > TimeSpan.FromDays(1))
            ? [$"{nameof(Ttl)}: must be 1 s to 24 h, not {ttl}"] : Array.Empty<string>(),
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
