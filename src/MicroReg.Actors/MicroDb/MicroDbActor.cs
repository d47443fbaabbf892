using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using MicroReg.Actors.ServiceDb;
using MicroReg.Domain.Records;
using MicroReg.Domain.Registry;
using MicroReg.Domain.Rules;
using MicroReg.Domain.Versions;

namespace MicroReg.Actors.MicroDb;

/// <summary>
/// The single writer of the records. It commits what services decide, publishes it to readers, and hands it to the
/// journal, which answers the caller once it is on disk. Records and pending commits live outside the actor: a
/// restart loses neither. It does no I/O and has no children.
/// </summary>
public sealed class MicroDbActor : UntypedActor, IWithTimers
{
    private readonly RegistryDatabase _database;
    private readonly PendingCommits _pending;
    private readonly MicroDbOptions _options;
    private readonly TimeProvider _time;
    private readonly ILoggingAdapter _log = Context.GetLogger();

    /// <summary>Creates the writer of a database.</summary>
    public MicroDbActor(RegistryDatabase database, PendingCommits pending, MicroDbOptions options, TimeProvider time) =>
        (_database, _pending, _options, _time) = (database, pending, options, time);

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc />
    protected override void PreStart() =>
        Timers.StartPeriodicTimer(SweepTick.Instance, SweepTick.Instance, _options.TombstoneSweepInterval);

    /// <summary>Whoever waits for the message that failed is told; everything behind it in the mailbox goes on.</summary>
    protected override void PreRestart(Exception reason, object message)
    {
        if (message is Commit commit)
        {
            commit.Caller.Tell(CommandAnswer.InternalError);
            Sender.Tell(CommitFinished.Instance);
        }

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
            case Durable durable: _pending.RemoveUpTo(durable.UpTo); break;
            case JournalStarted started: OnJournalStarted(started); break;
            case JournalFailed failed: OnJournalFailed(failed); break;
            case SweepTick: OnSweep(); break;
            default: Unhandled(message); break;
        }
    }

    private void OnCommit(Commit commit)
    {
        if ((_pending.Refusal ?? Overload()) is { } refusal)
        {
            commit.Caller.Tell(CommandAnswer.Failed(refusal));
            Sender.Tell(CommitFinished.Instance);
            return;
        }

        var written = _database.TryCommit(commit.Decision);
        if (written.IsDefault)
        {
            Sender.Tell(new DecideAgain(commit.Command, commit.Caller));
            return;
        }

        var answer = commit.Command is RegisterInstance ? CommandAnswer.Registered(written[0].Registration!.Id) : CommandAnswer.Done;
        KeepAndSend(ImmutableArray.CreateRange(written, record => record.Key), answer, commit.Caller);
        Sender.Tell(CommitFinished.Instance);
    }

    private RegistryFault? Overload() =>
        _pending.Count < _options.MaxPendingCommits
            ? null
            : new RegistryFault(FaultKind.TooMany, "Too many writes wait for the disk; try again in a second.");

    private void KeepAndSend(ImmutableArray<InstanceKey> keys, CommandAnswer answer, IActorRef caller) =>
        SendToJournal(_pending.Add(keys, _database.Records.Vector, _database.Clock.Last, answer, caller));

    private void SendToJournal(PendingCommit commit) => _pending.Journal.Tell(commit.ToAppend(_database.Records));

    private void OnJournalStarted(JournalStarted started)
    {
        if (_pending.Refusal is not null)
            _log.Info("The disk takes writes again; {Count} commits are sent to it", _pending.Count);
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
            _log.Error("Writes are refused: {Reason}", failed.Fault.Message);
        _pending.Refusal = failed.Fault;
    }

    private void SendAllToJournal()
    {
        foreach (var commit in _pending.All)
            SendToJournal(commit);
    }

    private void OnSweep()
    {
        if (_pending.Refusal is not null)
            return;
        var dropped = _database.DropTombstones(HybridTime.FromWallClock(_time.GetUtcNow() - _options.TombstoneRetention));
        if (dropped.IsEmpty)
            return;
        _log.Debug("{Count} tombstones dropped", dropped.Length);
        KeepAndSend(dropped, CommandAnswer.Done, ActorRefs.Nobody);
    }

    private sealed class SweepTick
    {
        public static readonly SweepTick Instance = new();
    }
}
