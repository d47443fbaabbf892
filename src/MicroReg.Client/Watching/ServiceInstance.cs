using System.Collections.Immutable;

namespace MicroReg.Client.Watching;

/// <summary>One instance of a service, as the registry reported it.</summary>
public sealed record ServiceInstance
{
    /// <summary>The name of the service.</summary>
    public required string Service { get; init; }

    /// <summary>
    /// The host as it was registered: a DNS name or an IP address, optionally with <c>http://</c> or <c>https://</c> before it.
    /// </summary>
    public required string Host { get; init; }

    /// <summary>The port.</summary>
    public required int Port { get; init; }

    /// <summary>The label that the registry gave the instance.</summary>
    public int Id { get; init; }

    /// <summary>The effective status: <c>running</c>, <c>stopped</c>, <c>error</c>, <c>starting</c> or <c>draining</c>.</summary>
    public string Status { get; init; } = "running";

    /// <summary>The health according to leases and probes: <c>unknown</c>, <c>passing</c> or <c>failing</c>.</summary>
    public string Health { get; init; } = "unknown";

    /// <summary>Metadata, as free key-value pairs.</summary>
    public ImmutableDictionary<string, string> Metadata { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Tags by which instances can be selected.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>The zone in which the instance runs. Null if it has none.</summary>
    public string? Zone { get; init; }

    /// <summary>
    /// The share of requests that the instance takes, relative to the others. 0 means only if there is no other instance.
    /// </summary>
    public int Weight { get; init; } = 1;

    /// <summary>The version of this state. A later state of the same instance has an ordinally greater version.</summary>
    public string Version { get; init; } = "";

    /// <summary>True if the instance may get requests.</summary>
    public bool IsRunning => Status == "running";
}
