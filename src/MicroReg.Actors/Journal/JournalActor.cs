using Akka.Actor;
using MicroReg.Actors.Logging;
using MicroReg.Actors.MicroDb;
using MicroReg.Domain.Kernel;
using Microsoft.Extensions.Logging;

namespace MicroReg.Actors.Journal;

/// <summary>
/// Makes commits durable in groups. The commits that arrive while a group is being written are the next group, so groups grow with the
/// load and nobody waits for a timer. A caller is answered once its group is on disk. On the first error all waiting callers get a
/// fault, and no more commits are accepted until a trial write succeeds.
/// </summary>
internal sealed class JournalActor : UntypedActor, IWithTimers
{
    private readonly JournalWriter _writer;
    private readonly IActorRef _microDb;
    private readonly JournalOptions _options;
    private readonly ILogger _log = Context.System.LoggerOf<JournalActor>();
    private List<Append> _waiting = [];
    private JournalStarted? _unanswered;
    private long _received;
    private List<Append>? _writing;
    private RegistryFault? _failure;

    /// <summary>Creates the journal of a database.</summary>
    public JournalActor(JournalWriter writer, IActorRef microDb, JournalOptions options) =>
        (_writer, _microDb, _options) = (writer, microDb, options);

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>Also after a restart: MicroDb sends again everything that is not on disk.</summary>
    protected override void PreStart() => AskForAll();

    /// <inheritdoc />
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Append when _unanswered is not null: break;
            case Append append: OnAppend(append); break;
            case ResendFollows resend when ReferenceEquals(resend.Request, _unanswered): _unanswered = null; break;
            case ResendFollows: break;
            case GroupWritten written: OnWritten(written.Group); break;
            case GroupFailed failed: OnFailed(failed.Group, failed.Cause); break;
            case ProbeTick: Probe(); break;
            case ProbeSucceeded: OnProbeSucceeded(); break;
            case ProbeFailed failed: OnProbeFailed(failed.Cause); break;
            default: Unhandled(message); break;
        }
    }

    private void AskForAll()
    {
        _received = 0;
        _unanswered = new JournalStarted();
        _microDb.Tell(_unanswered);
    }

    /// <summary>Ignores what MicroDb sends again after a restart of its own, because it is here already.</summary>
    private void OnAppend(Append append)
    {
        if (append.Number <= _received)
            return;
        _received = append.Number;
        if (_failure is not null)
        {
            Reject([append]);
            return;
        }

        _waiting.Add(append);
        if (_writing is null)
            WriteGroup();
    }

    private void WriteGroup()
    {
        var group = _waiting;
        _waiting = new List<Append>(group.Count);
        _writing = group;
        _writer.WriteAsync(CommitGroup.Join(group))
            .PipeTo(Self, success: () => new GroupWritten(group), failure: cause => new GroupFailed(group, cause));
    }

    /// <summary>Ignores a group that was begun before a restart of this actor: all of it has been sent again.</summary>
    private void OnWritten(List<Append> group)
    {
        if (!ReferenceEquals(group, _writing))
            return;
        _writing = null;
        _microDb.Tell(new Durable(group[^1].Number));
        foreach (var append in group)
            if (append.Waiting is { } waiting)
                waiting.Replication.Tell(waiting);
            else
                append.Caller.Tell(append.Answer);
        if (_waiting.Count > 0)
            WriteGroup();
    }

    private void OnFailed(List<Append> group, Exception cause)
    {
        if (!ReferenceEquals(group, _writing))
            return;
        _writing = null;
        Log.GroupFailed(_log, cause, group.Count);
        _failure = FailureOf(cause);
        Reject(group);
        Reject(_waiting);
        _waiting = [];
        Timers.StartSingleTimer(ProbeTick.Instance, ProbeTick.Instance, _options.ProbeInterval);
    }

    /// <summary>Nobody knows whether the group is on disk: a failed commit may still have reached it.</summary>
    private void Reject(List<Append> group)
    {
        var answer = CommandAnswer.Failed(_failure! with { Message = $"{_failure.Message} The call may have been applied." });
        foreach (var append in group)
            append.Caller.Tell(answer);
        _microDb.Tell(new JournalFailed(_received, _failure));
    }

    private void Probe() =>
        _writer.ProbeAsync().PipeTo(Self, success: () => ProbeSucceeded.Instance, failure: cause => new ProbeFailed(cause));

    private void OnProbeSucceeded()
    {
        _failure = null;
        AskForAll();
    }

    private void OnProbeFailed(Exception cause)
    {
        _failure = FailureOf(cause);
        _microDb.Tell(new JournalFailed(_received, _failure));
        Timers.StartSingleTimer(ProbeTick.Instance, ProbeTick.Instance, _options.ProbeInterval);
    }

    private static RegistryFault FailureOf(Exception cause) =>
        new(
            FaultKind.StorageFailed,
            $"The disk takes no writes ({cause.Message}); lookups go on, writes resume by themselves once it does.");

    private sealed record GroupWritten(List<Append> Group);

    private sealed record GroupFailed(List<Append> Group, Exception Cause);

    private sealed record ProbeFailed(Exception Cause);

    private sealed class ProbeSucceeded
    {
        public static readonly ProbeSucceeded Instance = new();
    }

    private sealed class ProbeTick
    {
        public static readonly ProbeTick Instance = new();
    }
}
