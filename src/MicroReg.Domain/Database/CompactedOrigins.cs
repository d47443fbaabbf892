using MicroReg.Domain.MicroDb;
using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Database;

/// <summary>
/// The origins that have ended and left the vectors, and the numbers of the baseline, where their living parts stand. It belongs to the
/// single writer; <see cref="Covers"/> is called from any thread.
/// </summary>
/// <param name="records">The records.</param>
/// <param name="startedAt">
/// When this run began. Baseline changes of a later run have greater numbers: whoever pages through them while this node restarts skips
/// none.
/// </param>
internal sealed class CompactedOrigins(FollowedMicroDb<InstanceKey, ServiceRecord> records, DateTimeOffset startedAt)
{
    private VersionVector _all = VersionVector.Empty;
    private long _baseline = startedAt.ToUnixTimeMilliseconds() << 20;

    /// <summary>
    /// True if the change at a position belongs to a compacted origin: every node has had it for the retention, and its origin has left
    /// the vectors.
    /// </summary>
    public bool Covers(Position position) => Volatile.Read(ref _all).Covers(position);

    /// <summary>Takes over the compacted origins that the node has stored.</summary>
    public void Set(VersionVector compacted) => Volatile.Write(ref _all, compacted);

    /// <summary>Takes an ended origin out of the vectors. Its living parts become baseline parts.</summary>
    /// <param name="origin">The origin.</param>
    /// <param name="last">Its last sequence.</param>
    public void Compact(OriginId origin, long last)
    {
        Set(_all.Including(new Position(origin, last)));
        foreach (var key in records.KeysOf(origin))
            Move(key, position => position.Origin == origin ? NextBaseline() : position);
        records.ForgetOrigin(origin);
    }

    /// <summary>A baseline position of this node for one of another node; any other position as it is.</summary>
    public Position Renumber(Position position) => position.Origin == OriginId.Baseline ? NextBaseline() : position;

    /// <summary>
    /// After a kill the disk may contain records that are newer than its vector. Nobody would ask for these by their old positions, so
    /// they get new ones. Parts of compacted origins become baseline parts.
    /// </summary>
    public void AdoptUncovered()
    {
        foreach (var (uncovered, key) in records.Beyond(records.Vector))
        {
            var adopted = Covers(uncovered) ? NextBaseline() : records.NextPosition();
            Move(key, position => position == uncovered ? adopted : position);
        }
    }

    private Position NextBaseline() => new(OriginId.Baseline, ++_baseline);

    private void Move(InstanceKey key, Func<Position, Position> move)
    {
        var record = records.Get(key);
        records.TryReplace(key, record, record!.Reposition(move));
    }
}
