using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Database;

/// <summary>The stamps of one part, enough to tell which of two holders has the later one.</summary>
/// <param name="Key">The instance.</param>
/// <param name="Kind">Which part.</param>
/// <param name="Generation">The generation that it belongs to.</param>
/// <param name="Stamp">Its stamp.</param>
/// <param name="Position">Its position at the sender.</param>
internal sealed record PartOutline(InstanceKey Key, PartKind Kind, Stamp Generation, Stamp Stamp, Position Position)
{
    /// <summary>What <see cref="RecordMerge"/> compares of it.</summary>
    public PartRank Rank => new(Kind, Generation, Stamp);

    /// <summary>The outline of a part.</summary>
    public static PartOutline Of(InstanceKey key, RecordPart part) => new(key, part.Kind, part.Generation, part.Stamp, part.Position);
}
