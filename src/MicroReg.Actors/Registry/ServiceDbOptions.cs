namespace MicroReg.Actors.Registry;

/// <summary>How callers outside the actors reach the registry.</summary>
public sealed class ServiceDbOptions
{
    /// <summary>A write that is not answered within this time fails (fault 503). Default: <value>5 seconds</value>.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(5);
}
