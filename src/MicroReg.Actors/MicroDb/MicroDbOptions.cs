using MicroReg.Domain.Rules;

namespace MicroReg.Actors.MicroDb;

/// <summary>How the records are kept in memory.</summary>
public sealed class MicroDbOptions
{
    /// <summary>
    /// On how many nodes a write must be on disk before it is answered, unless the call asks for another level. Default: <value>a majority
    /// of the known nodes</value>.
    /// </summary>
    public AcknowledgementLevel Acknowledgement { get; init; } = AcknowledgementLevel.Majority;

    /// <summary>
    /// Whether a write that does not reach its level fails, unless the call says otherwise. Default: <value>no: it succeeds with what was
    /// reached</value>.
    /// </summary>
    public bool IsStrict { get; init; }

    /// <summary>
    /// The most commits that may wait for the disk. Beyond it writes are refused (fault 429). At about 500 bytes each, the default limits
    /// them to about 50 MB. Default: <value>100,000</value>.
    /// </summary>
    public int MaxPendingCommits { get; init; } = 100_000;

    /// <summary>
    /// The greatest number of tombstones, about 400 bytes each. Above it, instances that were not registered before are refused (fault
    /// 429): to forget a tombstone early would let an instance come back. Default: <value>500,000</value>.
    /// </summary>
    public int MaxTombstones { get; init; } = 500_000;
}
