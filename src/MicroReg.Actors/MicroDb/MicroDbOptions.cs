using MicroReg.Domain.Rules;

namespace MicroReg.Actors.MicroDb;

/// <summary>How the records are kept in memory.</summary>
public sealed class MicroDbOptions
{
    /// <summary>
    /// How many nodes must have a write on disk before it is answered, unless the call says so. Default: <value>a majority of the known
    /// nodes</value>.
    /// </summary>
    public AcknowledgementLevel Acknowledgement { get; init; } = AcknowledgementLevel.Majority;

    /// <summary>
    /// Whether a write that does not reach its level fails, unless the call says so. Default: <value>it succeeds with what was
    /// reached</value>.
    /// </summary>
    public bool IsStrict { get; init; }

    /// <summary>
    /// The greatest number of commits that may wait for the disk; above it writes are refused (fault 429). At some
    /// 500 bytes each the default bounds them to about 50 MB. Default: <value>100,000</value>.
    /// </summary>
    public int MaxPendingCommits { get; init; } = 100_000;
}
