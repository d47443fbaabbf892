using System.Collections.Immutable;
using Akka.Actor;
using MicroReg.Actors.ServiceDb;
using MicroReg.Domain.Records;
using MicroReg.Domain.Registry;

namespace MicroReg.Actors.MicroDb;

/// <summary>
/// The commits that are in memory but not known to be on disk, in order. It outlives MicroDb's actor, as the
/// records do. What is sent again is the record as it is now, never the one of that time: so sending again can
/// never put an older state over a newer one.
/// </summary>
public sealed class PendingCommits
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

    /// <summary>The journal that is there now.</summary>
    internal IActorRef Journal { get; set; } = ActorRefs.Nobody;

    /// <summary>
    /// The actor system with the journal has ended, and another one begins. Whatever was not answered is sent again by
    /// its MicroDb, and answered if its caller still waits.
    /// </summary>
    public void LoseJournal() => Journal = ActorRefs.Nobody;

    internal IEnumerable<PendingCommit> All => _commits;

    internal PendingCommit Add(ImmutableArray<InstanceKey> keys, CommandAnswer answer, IActorRef caller)
    {
        var commit = new PendingCommit(++_last, keys, answer, caller);
        _commits.Enqueue(commit);
        return commit;
    }

    internal void RemoveUpTo(long number)
    {
        while (_commits.TryPeek(out var oldest) && oldest.Number <= number)
            _commits.Dequeue();
    }

    /// <summary>The callers up to a number have been told that the disk failed: nobody waits for these any more.</summary>
    internal void ForgetCallersUpTo(long number)
    {
        foreach (var commit in _commits.TakeWhile(commit => commit.Number <= number))
            commit.Caller = ActorRefs.Nobody;
    }
}

/// <summary>One commit that is not known to be on disk.</summary>
internal sealed class PendingCommit(long number, ImmutableArray<InstanceKey> keys, CommandAnswer answer, IActorRef caller)
{
    public long Number => number;

    public ImmutableArray<InstanceKey> Keys => keys;

    public CommandAnswer Answer => answer;

    public IActorRef Caller { get; set; } = caller;
}
