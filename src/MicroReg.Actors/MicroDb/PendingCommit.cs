using System.Collections.Immutable;
using Akka.Actor;
using MicroReg.Domain.Journal;
using MicroReg.Domain.MicroDb;
using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Actors.MicroDb;

/// <summary>One commit that is not known to be on disk.</summary>
internal sealed class PendingCommit(long number, ImmutableArray<InstanceKey> keys, CommandAnswer answer)
{
    public long Number => number;

    public ImmutableArray<InstanceKey> Keys => keys;

    public CommandAnswer Answer => answer;

    public required IActorRef Caller { get; set; }

    public required VersionVector Vector { get; set; }

    public required HybridTime GreatestTime { get; set; }

    /// <summary>What the node knows of the cluster from this commit on; null if it did not change that.</summary>
    public ClusterFacts? Cluster { get; set; }

    /// <summary>True if everything in memory takes the place of everything on disk; the keys do not matter then.</summary>
    public bool ReplacesAll { get; set; }

    /// <summary>The caller's wait for other nodes, which begins once the commit is on disk; null if it waits for none.</summary>
    public WriteDurable? Waiting { get; set; }

    /// <summary>What the journal is asked to write: the records as they are now, with the facts of the commit.</summary>
    public Append ToAppend(FollowedMicroDb<InstanceKey, ServiceRecord> records)
    {
        var written = ReplacesAll ? [.. records.All] : Keys.Select(records.Get).OfType<ServiceRecord>().ToImmutableArray();
        var dropped = ReplacesAll || written.Length == Keys.Length
            ? []
            : Keys.Where(key => records.Get(key) is null).ToImmutableArray();
        return new(Number, written, dropped, Vector, GreatestTime, Answer, Caller)
        {
            Cluster = Cluster,
            ReplacesAll = ReplacesAll,
            TotalCount = records.TotalCount,
            Waiting = Waiting
        };
    }
}
