using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Database;

/// <summary>A write of this run that a part of another node has superseded.</summary>
/// <param name="Sequence">The sequence of the write.</param>
/// <param name="By">The position of the part that superseded it.</param>
internal readonly record struct OvertakenWrite(long Sequence, Position By);

/// <summary>
/// The writes of this run that parts of other nodes have superseded. A push leaves them out, and what superseded them may be on no disk
/// yet: so a node that has the push need not have anything of them. Thread-safe.
/// </summary>
internal sealed class OvertakenWrites
{
    private readonly Lock _gate = new();
    private List<OvertakenWrite> _writes = [];
    private volatile bool _hasSome;

    /// <summary>Notes what a part of another node supersedes, before readers see it.</summary>
    /// <param name="self">This run.</param>
    /// <param name="before">The record.</param>
    /// <param name="after">The record with the part.</param>
    /// <param name="by">The position of the part.</param>
    public void Note(OriginId self, ServiceRecord before, ServiceRecord after, Position by)
    {
        if (by.Origin == self || by.Origin == OriginId.Baseline)
            return;
        foreach (var own in before.Parts())
            if (own.Position.Origin == self && after.Parts().All(part => part.Position != own.Position))
                lock (_gate)
                {
                    _writes.Add(new OvertakenWrite(own.Position.Sequence, by));
                    _hasSome = true;
                }
    }

    /// <summary>What was noted since the last call.</summary>
    public IReadOnlyList<OvertakenWrite> Take()
    {
        if (!_hasSome)
            return [];
        lock (_gate)
        {
            var writes = _writes;
            (_writes, _hasSome) = ([], false);
            return writes;
        }
    }
}
