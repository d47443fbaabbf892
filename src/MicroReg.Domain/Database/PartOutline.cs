using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Database;

/// <summary>A part without its content: what it takes to decide which of two nodes has the later version of it.</summary>
/// <param name="Key">The instance.</param>
/// <param name="Kind">The kind of the part.</param>
/// <param name="Generation">The generation that it belongs to.</param>
/// <param name="Stamp">Its stamp.</param>
/// <param name="Position">Its position at the sender.</param>
internal sealed record PartOutline(InstanceKey Key, PartKind Kind, Stamp Generation, Stamp Stamp, Position Position)
{
    /// <summary>What <see cref="RecordMerge"/> compares.</summary>
    public PartRank Rank => new(Kind, Generation, Stamp);

    /// <summary>The outline of a part.</summary>
    public static PartOutline Of(InstanceKey key, RecordPart part) => new(key, part.Kind, part.Generation, part.Stamp, part.Position);
}
