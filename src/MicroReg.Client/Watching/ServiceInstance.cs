using System.Collections.Immutable;

namespace MicroReg.Client.Watching;

/// <summary>One instance of a service, as the registry told it.</summary>
public sealed record ServiceInstance
{
    /// <summary>The name of the service.</summary>
    public required string Service { get; init; }

    /// <summary>The host as the service gave it: a DNS name or an address, perhaps with <c>http://</c> or <c>https://</c> before it.</summary>
    public required string Host { get; init; }

    /// <summary>The port.</summary>
    public required int Port { get; init; }

    /// <summary>The label that the registry gave to the instance.</summary>
    public int Id { get; init; }

    /// <summary>The effective status: <c>running</c>, <c>stopped</c>, <c>error</c>, <c>starting</c> or <c>draining</c>.</summary>
    public string Status { get; init; } = "running";

    /// <summary>What leases and probes say: <c>unknown</c>, <c>passing</c> or <c>failing</c>.</summary>
    public string Health { get; init; } = "unknown";

    /// <summary>Free key → value pairs.</summary>
    public ImmutableDictionary<string, string> Metadata { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Labels to select instances by.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>Where the instance runs; null if it did not say.</summary>
    public string? Zone { get; init; }

    /// <summary>The share of requests that it takes beside the others; 0 = only if there is no other.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>Orders the states of this instance: a later one is ordinally greater.</summary>
    public string Version { get; init; } = "";

    /// <summary>True if requests may be sent to it.</summary>
    public bool IsRunning => Status == "running";
}
