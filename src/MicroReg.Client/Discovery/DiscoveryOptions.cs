namespace MicroReg.Client.Discovery;

/// <summary>Options of service discovery through the registry.</summary>
public sealed class DiscoveryOptions
{
    /// <summary>
    /// The zone in which the application runs. While any instance of a service is running in this zone, only instances there are used. Null
    /// means no preference.
    /// </summary>
    public string? Zone { get; set; }

    /// <summary>A tag that instances must have. Null means any.</summary>
    public string? Tag { get; set; }

    /// <summary>How long the first request waits for a usable copy before it continues without one. Default: 5 s.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(5);
}
