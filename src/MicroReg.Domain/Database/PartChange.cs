using MicroReg.Domain.Records;

namespace MicroReg.Domain.Database;

/// <summary>One part of one record, on its way to another node.</summary>
/// <param name="Key">The instance.</param>
/// <param name="Part">The part, with its stamp and its position.</param>
internal sealed record PartChange(InstanceKey Key, RecordPart Part);
