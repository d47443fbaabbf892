using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Records;

/// <summary>
/// What decides which of two parts wins: see <see cref="RecordMerge"/>. Two parts of one record with one rank are the same part,
/// perhaps with different positions.
/// </summary>
/// <param name="Kind">Which part of a record it is.</param>
/// <param name="Generation">The stamp of the registration that it belongs to.</param>
/// <param name="Stamp">When it was written.</param>
internal readonly record struct PartRank(PartKind Kind, Stamp Generation, Stamp Stamp)
{
    /// <summary>True for a registration, a subscription, or the tombstone of either.</summary>
    public bool IsHead => Kind is PartKind.Registration or PartKind.Tombstone or PartKind.Subscription;
}

/// <summary>Which part of a record.</summary>
internal enum PartKind
{
    /// <summary>A registration.</summary>
    Registration = 0,

    /// <summary>A tombstone.</summary>
    Tombstone = 1,

    /// <summary>A reported status.</summary>
    Reported = 2,

    /// <summary>A verdict of leases or probes.</summary>
    Health = 3,

    /// <summary>A subscription.</summary>
    Subscription = 4,
}
