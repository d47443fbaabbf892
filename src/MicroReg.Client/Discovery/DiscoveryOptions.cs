namespace MicroReg.Client.Discovery;

/// <summary>How names of services become endpoints.</summary>
public sealed class DiscoveryOptions
{
    /// <summary>Where the application runs: while any instance of a service runs in this zone, only those there are used; null = no matter.</summary>
    public string? Zone { get; set; }

    /// <summary>A tag that instances must have; null = any.</summary>
    public string? Tag { get; set; }

    /// <summary>How long the first request waits for the copy to become usable, before it goes on without; 5 s by default.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(5);
}
