namespace MicroReg.Actors.MicroDb;

/// <summary>How the records are kept in memory.</summary>
public sealed class MicroDbOptions
{
    /// <summary>How long the tombstone of an unregistered instance is kept. Default: <value>24 hours</value>.</summary>
    public TimeSpan TombstoneRetention { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How often tombstones due for dropping are looked for. Default: <value>1 minute</value>.</summary>
    public TimeSpan TombstoneSweepInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The greatest number of commits that may wait for the disk; above it writes are refused (fault 429). At some
    /// 500 bytes each the default bounds them to about 50 MB. Default: <value>100,000</value>.
    /// </summary>
    public int MaxPendingCommits { get; init; } = 100_000;
}
