using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Health;

/// <summary>An instance that this node owns, and what it knows about its health. Times are milliseconds of the node's uptime.</summary>
/// <param name="key">The instance.</param>
internal sealed class MonitoredInstance(InstanceKey key) : IWheelItem
{
    private CheckState? _probes;
    private EndState? _end;

    /// <summary>The time that never comes.</summary>
    public const long Never = long.MaxValue;

    public InstanceKey Key => key;

    long IWheelItem.Tick { get; set; }

    /// <summary>False once the node no longer owns it, or it was removed.</summary>
    public bool IsMonitored { get; set; } = true;

    /// <summary>The registration that is monitored.</summary>
    public Stamp Generation { get; set; }

    /// <summary>How long a heartbeat keeps it alive; 0 without a lease.</summary>
    public int Ttl { get; set; }

    /// <summary>The check; null for none.</summary>
    public HealthCheck? Check { get; set; }

    /// <summary>How long it may fail before it is removed.</summary>
    public long DeregisterAfter { get; set; }

    /// <summary>The last heartbeat; null without a lease.</summary>
    public Heartbeat? Heartbeat { get; set; }

    /// <summary>
    /// The lease runs from here if no heartbeat came later: from the registration, the change of owner or the end of a pause.
    /// </summary>
    public long LeaseStart { get; set; }

    /// <summary>What this node believes.</summary>
    public LivenessState State { get; private set; }

    /// <summary>What the record shows. It may differ from what this node believes.</summary>
    public InstanceHealth Recorded { get; set; }

    /// <summary>Since when it has been failing, as far as this node knows.</summary>
    public long FailingSince { get; set; }

    /// <summary>The state of its check. Only for an instance with a check.</summary>
    public CheckState Probes => _probes ??= new CheckState();

    /// <summary>Its health changes; null before the first failure.</summary>
    public FlapState? Flaps { get; set; }

    /// <summary>When it was last found dead. Findings within the window of self-preservation count as simultaneous.</summary>
    public long FoundDeadAt { get; set; } = long.MinValue / 2;

    /// <summary>
    /// The time of the heartbeat after which a second one may have been lost with the node that received it, and for which the lease
    /// was prolonged; <see cref="Never"/> for none.
    /// </summary>
    public long ProlongedFor { get; set; } = Never;

    /// <summary>
    /// Whether the node that received its last heartbeat still knows of it, by its last answer; null if it has not answered. A node that
    /// was restarted does not.
    /// </summary>
    public bool? IsRemembered { get; set; }

    /// <summary>When its drain time is over; <see cref="Never"/> if it is not draining.</summary>
    public long DrainedAt => _end?.DrainedAt ?? Never;

    /// <summary>Its drain and removal. Allocated on first use, because few instances end at a time.</summary>
    public EndState End => _end ??= new EndState();

    /// <summary>True if <see cref="End"/> was ever used.</summary>
    public bool HasEnd => _end is not null;

    /// <summary>When a write of what was found was last requested.</summary>
    public long AskedAt { get; set; } = long.MinValue / 2;

    /// <summary>True if it has a lease or a check.</summary>
    public bool IsJudged => Ttl > 0 || Check is not null;

    /// <summary>When its lease ends unless a heartbeat comes first; <see cref="Never"/> without a lease.</summary>
    public long LeaseEnd => Ttl == 0 ? Never : Math.Max(LeaseStart, Heartbeat?.At ?? Health.Heartbeat.Never) + Ttl;

    /// <summary>Changes its state. Only <see cref="StateChanges"/> calls this, which counts and reports the change.</summary>
    /// <exception cref="InvalidOperationException">The event must not happen in its state.</exception>
    public LivenessTransition Take(LivenessEvent what)
    {
        var from = State;
        State = LivenessTransitions.After(from, what);
        return new LivenessTransition(from, what, State);
    }
}

/// <summary>How an instance drains and is removed. Times are milliseconds of the node's uptime.</summary>
internal sealed class EndState
{
    /// <summary>The stamp of the report that started the drain.</summary>
    public Stamp DrainReport { get; set; }

    /// <summary>When its drain time is over.</summary>
    public long DrainedAt { get; set; } = MonitoredInstance.Never;

    /// <summary>When its removal was last requested.</summary>
    public long RemovalAskedAt { get; set; } = long.MinValue / 2;
}

/// <summary>The state of the check of an instance.</summary>
internal sealed class CheckState
{
    /// <summary>When the next probe is due.</summary>
    public long NextAt { get; set; } = MonitoredInstance.Never;

    /// <summary>True while a probe is in flight or queued.</summary>
    public bool IsUnderWay { get; set; }

    /// <summary>The result of enough consecutive probes; null before that.</summary>
    public bool? IsGood { get; private set; }

    private int _good;
    private int _bad;

    /// <summary>Starts over from what the record says.</summary>
    public void Begin(bool isFailing) => (IsGood, _good, _bad) = (isFailing ? false : null, 0, 0);

    public void OnGood(HealthCheck check)
    {
        _bad = 0;
        if (++_good >= check.SuccessesBeforePassing)
            IsGood = true;
    }

    public void OnBad(HealthCheck check)
    {
        _good = 0;
        if (++_bad >= check.FailuresBeforeFailing)
            IsGood = false;
    }

    /// <summary>Another node found it well: the count of bad probes starts over.</summary>
    public void OnContradicted() => (IsGood, _bad) = (true, 0);

    /// <summary>Its address may not be probed.</summary>
    public void OnNotPermitted() => Begin(isFailing: false);
}
