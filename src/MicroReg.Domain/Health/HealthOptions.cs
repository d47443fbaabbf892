using MicroReg.Domain.Networks;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Health;

/// <summary>
/// How a node finds out which instances are alive, and how careful it is before it says that one is not. Whoever hosts a registry checks
/// the values when it starts.
/// </summary>
public sealed record HealthOptions
{
    /// <summary>
    /// The check of an instance that was registered with neither ttl nor check; <see cref="HealthCheckKind.None"/> for no check.
    /// Default: <value>tcp every 10 seconds, failing after 3</value>.
    /// </summary>
    public HealthCheck DefaultCheck { get; init; } = new(HealthCheckKind.Tcp);

    /// <summary>
    /// How long an instance fails before it is unregistered, unless its registration says. Default: <value>1 hour</value>.
    /// </summary>
    public TimeSpan DeregisterAfter { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// The networks that may be probed. Elsewhere health stays "unknown". Default: <value>loopback and private networks</value>.
    /// </summary>
    public TargetNetworks Targets { get; init; } = TargetNetworks.Default;

    /// <summary>Probes under way at a time, at least 1; further ones wait. Default: <value>256</value>.</summary>
    public int MaxProbes { get; init; } = 256;

    /// <summary>
    /// The share of a node's, or of a service's, watched instances that must fail within <see cref="SelfPreservationWindow"/> for their
    /// expiry to be suspended: so many at once say more about the node. 1 or more turns it off. Default: <value>0.5</value>.
    /// </summary>
    public double SelfPreservationShare { get; init; } = 0.5;

    /// <summary>
    /// The least number of a node's instances that start self-preservation; fewer may well die at once. Default: <value>20</value>.
    /// </summary>
    public int SelfPreservationMinimum { get; init; } = 20;

    /// <summary>
    /// The least number of a service's instances, of those the node owns, that start it for that service. Default: <value>10</value>.
    /// </summary>
    public int SelfPreservationMinimumOfService { get; init; } = 10;

    /// <summary>Failures within this time count as simultaneous. Default: <value>20 seconds</value>.</summary>
    public TimeSpan SelfPreservationWindow { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Self-preservation ends after this time: dead instances must not stay for ever. Default: <value>10 minutes</value>.
    /// </summary>
    public TimeSpan SelfPreservationMaximum { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// An instance with this many health changes within <see cref="FlapWindow"/> is suppressed; 0 turns it off. Default:
    /// <value>5</value>.
    /// </summary>
    public int FlapChanges { get; init; } = 5;

    /// <summary>The time in which health changes are counted. Default: <value>1 minute</value>.</summary>
    public TimeSpan FlapWindow { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a suppressed instance must be well without interruption. Default: <value>30 seconds</value>.</summary>
    public TimeSpan FlapQuiet { get; init; } = TimeSpan.FromSeconds(30);
}
