using System.Collections.Immutable;
using Akka.Actor;
using MicroReg.Domain.Journal;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Actors.MicroDb;

/// <summary>
/// The commits that are in memory but not known to be on disk, in order. It outlives MicroDb's actor, as the
/// records do. What is sent again is the record as it is now, never the one of that time: so sending again can
/// never put an older state over a newer one. The vector is the one of that time, never as it is now: it must not
/// cover what the commits behind this one wrote, because the process may be killed before these are on disk.
/// </summary>
internal sealed class PendingCommits
{
    private readonly Queue<PendingCommit> _commits = [];
    private volatile RegistryFault? _refusal;
    private long _last;

    /// <summary>How many commits are not known to be on disk.</summary>
    public int Count => _commits.Count;

    /// <summary>Why writes are refused before they are committed; null while they are taken. Read by any thread.</summary>
    public RegistryFault? Refusal
    {
        get => _refusal;
        set => _refusal = value;
    }

    /// <summary>True from the moment when the tombstones came near their limit until there are clearly fewer.</summary>
    internal bool IsNearTombstoneLimit { get; set; }

    /// <summary>The journal that is there now.</summary>
    internal IActorRef Journal { get; set; } = ActorRefs.Nobody;

    /// <summary>Up to where changes are known to be on disk; null if nothing was written in this run.</summary>
    internal VersionVector? Durable { get; set; }

    /// <summary>Who ships commits to other nodes, and is told what is on disk.</summary>
    internal IActorRef Replication { get; set; } = ActorRefs.Nobody;

    /// <summary>Who is told of instances that another node's changes touch.</summary>
    internal IActorRef Services { get; set; } = ActorRefs.Nobody;

    /// <summary>
    /// The actor system with the journal has ended, and another one begins. Whatever was not answered is sent again by
    /// its MicroDb, and answered if its caller still waits.
    /// </summary>
    public void LoseActors() => Journal = Replication = Services = ActorRefs.Nobody;

    internal IEnumerable<PendingCommit> All => _commits;

    /// <summary>Takes down a commit, with the vector and the greatest time that are in memory with it.</summary>
    internal PendingCommit Add(
        ImmutableArray<InstanceKey> keys,
        VersionVector vector,
        HybridTime greatestTime,
        CommandAnswer answer,
        IActorRef caller,
        ClusterFacts? cluster = null,
        bool replacesAll = false)
    {
        var commit = new PendingCommit(++_last, keys, answer)
        {
            Vector = vector,
            GreatestTime = greatestTime,
            Caller = caller,
            Cluster = cluster,
            ReplacesAll = replacesAll,
        };
        _commits.Enqueue(commit);
        return commit;
    }

    /// <summary>
    /// Called before all is sent to a journal that has nothing. If everything was replaced meanwhile, the commits
    /// before that must not go to disk as they were: their vectors cover records that the replacement took away. So the
    /// first commit takes all that is in memory to disk, in one transaction with the facts of now, and the others
    /// follow with these facts, which are true from the first one on. To replace once more does no harm: a replacement
    /// carries what is in memory when it is sent, and so also what was written after it.
    /// </summary>
    internal void PrepareToResend(VersionVector vector, HybridTime greatestTime)
    {
        if (!_commits.Any(commit => commit.ReplacesAll))
            return;
        var cluster = _commits.LastOrDefault(commit => commit.Cluster is not null)?.Cluster;
        foreach (var commit in _commits)
            (commit.Vector, commit.GreatestTime, commit.Cluster) = (vector, greatestTime, cluster);
        _commits.Peek().ReplacesAll = true;
    }

    /// <summary>The commits up to a number are on disk.</summary>
    /// <returns>The last one of them; null if all were known to be.</returns>
    internal PendingCommit? RemoveUpTo(long number)
    {
        PendingCommit? last = null;
        while (_commits.TryPeek(out var oldest) && oldest.Number <= number)
            last = _commits.Dequeue();
        return last;
    }

    /// <summary>The callers up to a number have been told that the disk failed: nobody waits for these any more.</summary>
    internal void ForgetCallersUpTo(long number)
    {
        foreach (var commit in _commits.TakeWhile(commit => commit.Number <= number))
            (commit.Caller, commit.Waiting) = (ActorRefs.Nobody, null);
    }
}
