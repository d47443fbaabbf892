using System.Collections.Immutable;
using Akka.Actor;
using MicroReg.Actors.Logging;
using MicroReg.Domain.Database;
using MicroReg.Domain.Journal;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Nodes;
using MicroReg.Domain.Records;
using MicroReg.Domain.Replication;
using MicroReg.Domain.Rules;
using Microsoft.Extensions.Logging;

namespace MicroReg.Actors.MicroDb;

/// <summary>
/// The single writer of the records. It commits what services decide, publishes it to readers, and hands it to the
/// journal, which answers the caller once it is on disk. Records and pending commits live outside the actor: a
/// restart loses neither. It does no I/O and has no children.
/// </summary>
internal sealed class MicroDbActor : UntypedActor
{
    private readonly RegistryDatabase _database;
    private readonly PendingCommits _pending;
    private readonly MicroDbOptions _options;
    private readonly Func<ReplicaStatus> _replica;
    private readonly TimeProvider _time;
    private readonly ILogger _log = Context.System.LoggerOf<MicroDbActor>();

    /// <summary>Creates the writer of a database.</summary>
    /// <param name="database">The records.</param>
    /// <param name="pending">What is not on disk yet.</param>
    /// <param name="options">Limits and defaults.</param>
    /// <param name="replica">What is known of the other nodes.</param>
    /// <param name="time">The clock of commits.</param>
    public MicroDbActor(
        RegistryDatabase database, PendingCommits pending, MicroDbOptions options, Func<ReplicaStatus> replica, TimeProvider time) =>
        (_database, _pending, _options, _replica, _time) = (database, pending, options, replica, time);

    /// <summary>Answers the caller of the message that failed. Everything behind it in the mailbox is processed as usual.</summary>
    protected override void PreRestart(Exception reason, object message)
    {
        if (message is Commit commit)
            Sender.Tell(new CommitRefused(commit, CommandAnswer.InternalError.Fault!));
        base.PreRestart(reason, message);
    }

    /// <summary>The failed message may have been committed without reaching the journal: the journal skips what it has.</summary>
    protected override void PostRestart(Exception reason)
    {
        base.PostRestart(reason);
        SendAllToJournal();
    }

    /// <inheritdoc />
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Commit commit: OnCommit(commit); break;
            case CommitFence: Sender.Tell(message); break;
            case DatabaseRequest request: OnRequest(request); break;
            case Durable durable: OnDurable(durable.UpTo); break;
            case JournalStarted started: OnJournalStarted(started); break;
            case JournalFailed failed: OnJournalFailed(failed); break;
            case FollowCommits: OnFollow(); break;
            case FollowServices: _pending.Services = Sender; break;
            default: Unhandled(message); break;
        }
    }

    private void OnCommit(Commit commit)
    {
        var (level, isStrict) = (commit.Command.Acknowledgement ?? _options.Acknowledgement, commit.Command.IsStrict ?? _options.IsStrict);
        if ((RefusalOf(level, isStrict) ?? Surfeit(commit.Command)) is { } refusal)
        {
            Sender.Tell(new CommitRefused(commit, refusal));
            return;
        }

        var written = _database.TryCommit(commit.Decision);
        if (written.IsDefault)
        {
            Sender.Tell(new DecideAgain(commit));
            return;
        }

        var answer = commit.Command is RegisterInstance
            ? CommandAnswer.Registered(written[0].Registration!.Id, level)
            : CommandAnswer.DoneOn(level);
        var caller = commit.IsLast ? commit.Caller : ActorRefs.Nobody;
        var pending = Keep(ImmutableArray.CreateRange(written, record => record.Key), answer, caller);
        var known = _replica().Known;
        if (commit.IsLast && level.Needed(known) > 1)
            pending.Waiting = new WriteDurable(
                _database.Records.Sequence, level, known, _time.GetTimestamp(), isStrict, answer, caller, _pending.Replication);
        SendToJournal(pending);
        _pending.Replication.Tell(LocalCommitted.Instance);
        Sender.Tell(new Committed(commit));
    }

    /// <summary>
    /// Why a write cannot be taken now: the disk fails (507), too many wait for it (429), or this node must not write or does not reach
    /// the nodes that a strict write needs (503). Null if it can.
    /// </summary>
    private RegistryFault? RefusalOf(AcknowledgementLevel level, bool isStrict) =>
        _pending.Refusal ?? Overload() ?? _replica().WriteFault ?? (isStrict ? OutOfReach(level) : null);

    /// <summary>
    /// Names that come and go leave tombstones. When there are too many, no new ones are taken: what is forgotten too early comes back.
    /// </summary>
    private RegistryFault? Surfeit(RegistryCommand command)
    {
        var (count, most) = (_database.TombstoneCount, _options.MaxTombstones);
        NoteTombstones(count, most);
        return count < most || command is not RegisterInstance register || _database.Records.Get(register.Key) is not null
            ? null
            : new RegistryFault(
                FaultKind.TooMany,
                $"{count} unregistered instances are remembered, and no more can be; nothing was stored. Instances that were registered "
                    + "before may register again; new ones must wait until the oldest are forgotten.");
    }

    /// <summary>Says once that the limit comes near.</summary>
    private void NoteTombstones(int count, int most)
    {
        var isNear = count >= most * 0.8;
        if (isNear && !_pending.IsNearTombstoneLimit)
            Log.ManyTombstones(_log, count, most);
        _pending.IsNearTombstoneLimit = isNear || (_pending.IsNearTombstoneLimit && count >= most * 0.7);
    }

    /// <summary>A strict write that can't reach its level is refused before it is there.</summary>
    private RegistryFault? OutOfReach(AcknowledgementLevel level)
    {
        var status = _replica();
        var needed = level.Needed(status.Known);
        return needed <= Math.Max(1, status.Reachable)
            ? null
            : new RegistryFault(FaultKind.Unavailable, $"Only {status.Reachable} of the {status.Known.Counted.Length} known nodes are "
                + $"reachable, and the write needs {needed}; nothing was stored. Try again later or ask for a lower level.");
    }

    /// <summary>
    /// Changes of other nodes are taken even while the disk fails, as long as there is room, so that lookups stay right. Facts are small,
    /// and nobody would send them again.
    /// </summary>
    private void OnRequest(DatabaseRequest request)
    {
        if (_pending.Count >= _options.MaxPendingCommits && request is not SaveFacts)
        {
            Sender.Tell(new Applied(request, new DatabaseResult([], IsGap: true)));
            return;
        }

        var (vector, sequence) = (_database.Records.Vector, _database.Records.Sequence);
        var result = _database.Apply(request);
        var facts = request switch
        {
            SaveFacts save => save.Facts,
            ReplaceRecords replace => replace.Facts,
            SweepRecords sweep => sweep.Facts,
            _ => null,
        };
        if (!result.Changed.IsEmpty || facts is not null || !_database.Records.Vector.Equals(vector))
            SendToJournal(Keep(result.Changed, CommandAnswer.Done, ActorRefs.Nobody, facts, replacesAll: request is ReplaceRecords));
        Sender.Tell(new Applied(request, result));
        if (_database.Records.Sequence > sequence)
            _pending.Replication.Tell(LocalCommitted.Instance);
        if (!result.Changed.IsEmpty)
            _pending.Services.Tell(new InstancesChanged(result.Changed));
    }

    private void OnDurable(long upTo)
    {
        if (_pending.RemoveUpTo(upTo) is not { } last)
            return;
        _pending.Replication.Tell(new DurableUpTo(_pending.Durable = last.Vector));
        _database.Feed.OnDurable(upTo);
    }

    /// <summary>Whoever begins to follow learns what got to the disk before: there may be no further commit for long.</summary>
    private void OnFollow()
    {
        _pending.Replication = Sender;
        if ((_pending.Count == 0 ? _database.Records.Vector : _pending.Durable) is { } durable)
            Sender.Tell(new DurableUpTo(durable));
    }

    private RegistryFault? Overload() =>
        _pending.Count < _options.MaxPendingCommits
            ? null
            : new RegistryFault(FaultKind.TooMany, "Too many writes wait for the disk; try again in a second.");

    private PendingCommit Keep(
        ImmutableArray<InstanceKey> keys, CommandAnswer answer, IActorRef caller, ClusterFacts? cluster = null, bool replacesAll = false)
    {
        var commit = _pending.Add(keys, _database.Records.Vector, _database.Clock.Last, answer, caller, cluster, replacesAll);
        _database.Feed.Close(commit.Number, commit.Vector, _database.Records.Sequence, replacesAll, _time.GetElapsedTime(0));
        return commit;
    }

    private void SendToJournal(PendingCommit commit) => _pending.Journal.Tell(commit.ToAppend(_database.Records));

    private void OnJournalStarted(JournalStarted started)
    {
        if (_pending.Refusal is not null)
            Log.WritesResume(_log, _pending.Count);
        _pending.Refusal = null;
        _pending.Journal = Sender;
        Sender.Tell(new ResendFollows(started));
        _pending.PrepareToResend(_database.Records.Vector, _database.Clock.Last);
        SendAllToJournal();
    }

    private void OnJournalFailed(JournalFailed failed)
    {
        _pending.ForgetCallersUpTo(failed.UpTo);
        if (_pending.Refusal is null)
            Log.WritesRefused(_log, failed.Fault.Message);
        _pending.Refusal = failed.Fault;
    }

    private void SendAllToJournal()
    {
        foreach (var commit in _pending.All)
            SendToJournal(commit);
    }
}
