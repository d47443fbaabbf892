namespace MicroReg.Actors.Supervision;

/// <summary>How often a node replaces a failed actor system before it gives up.</summary>
public sealed record ReplacementOptions
{
    /// <summary>The most attempts within <see cref="Within"/>; 0 to give up at the first failure. Default: <value>5</value>.</summary>
    public int Most { get; init; } = 5;

    /// <summary>Attempts longer ago than this do not count. Default: <value>10 minutes</value>.</summary>
    public TimeSpan Within { get; init; } = TimeSpan.FromMinutes(10);
}
