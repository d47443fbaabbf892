using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Health;

/// <summary>An instance that this node owns, and what is known of its health. Times are milliseconds of the node's uptime.</summary>
/// <param name="key">The instance.</param>
internal sealed class MonitoredInstance(InstanceKey key) : IWheelItem
{
    private CheckState? _probes;
    private EndState? _end;

    /// <summary>What never comes.</summary>
    public const long Never = long.MaxValue;

    public InstanceKey Key => key;

    long IWheelItem.Tick { get; set; }

    /// <summary>False once the node does not own it any more, or it is gone.</summary>
    public bool IsMonitored { get; set; } = true;

    /// <summary>The registration that is watched.</summary>
    public Stamp Generation { get; set; }

    /// <summary>How long a sign of life lasts; 0 without a lease.</summary>
    public int Ttl { get; set; }

    /// <summary>The check; null for none.</summary>
    public HealthCheck? Check { get; set; }

    /// <summary>How long it fails before it is removed.</summary>
    public long DeregisterAfter { get; set; }

    /// <summary>The signs of life of a leased one.</summary>
    public Heartbeat? Heartbeat { get; set; }

    /// <summary>A lease counts from here if there was no later sign of life: from the registration, the change of owner or the end of a pause.</summary>
    public long LeaseStart { get; set; }

    /// <summary>The health that the record shows.</summary>
    public InstanceHealth Recorded { get; set; }

    /// <summary>The health that this node holds to be true.</summary>
    public InstanceHealth Verdict { get; set; }

    /// <summary>True once the verdict comes from what this node itself saw; before, it is what the record said.</summary>
    public bool HasEvidence { get; set; }

    /// <summary>When its failing began, as far as this node saw it.</summary>
    public long FailingSince { get; set; }

    /// <summary>What its check says; there if it has one.</summary>
    public CheckState Probes => _probes ??= new CheckState();

    /// <summary>How often it changes.</summary>
    public FlapState? Flaps { get; set; }

    /// <summary>Whether it is about to be called dead.</summary>
    public Suspicion Suspicion { get; set; }

    /// <summary>When it was last found dead; what was found so within a short time was found so at once.</summary>
    public long FoundDeadAt { get; set; } = long.MinValue / 2;

    /// <summary>When its time to drain is over; <see cref="Never"/> if it does not drain.</summary>
    public long DrainedAt => _end?.DrainedAt ?? Never;

    /// <summary>How it ends. Few ever do, at a time: so it takes no memory until then.</summary>
    public EndState End => _end ??= new EndState();

    /// <summary>True if there is anything to look at in <see cref="End"/>.</summary>
    public bool HasEnd => _end is not null;

    /// <summary>When a write for it was last asked for.</summary>
    public long AskedAt { get; set; } = long.MinValue / 2;

    /// <summary>True if leases or probes say anything of it.</summary>
    public bool IsJudged => Ttl > 0 || Check is not null;

    /// <summary>When its lease ends, unless a sign of life comes before; <see cref="Never"/> without one.</summary>
    public long LeaseEnd => Ttl == 0 ? Never : Math.Max(LeaseStart, Heartbeat?.At ?? Health.Heartbeat.Never) + Ttl;
}

/// <summary>How an instance drains and is removed. Times are milliseconds of the node's uptime.</summary>
internal sealed class EndState
{
    /// <summary>The report by which it drains.</summary>
    public Stamp DrainReport { get; set; }

    /// <summary>When its time to drain is over.</summary>
    public long DrainedAt { get; set; } = MonitoredInstance.Never;

    /// <summary>When its removal was last asked for.</summary>
    public long RemovalAskedAt { get; set; } = long.MinValue / 2;
}

/// <summary>Whether an instance is about to be called dead.</summary>
internal enum Suspicion
{
    /// <summary>It is not.</summary>
    None = 0,

    /// <summary>Other nodes are asked.</summary>
    Asking = 1,

    /// <summary>It would be, but is held.</summary>
    Preserved = 2,

    /// <summary>It would be, but its signs of life came by a node that this one, cut off from most, does not reach.</summary>
    CutOff = 3,
}

/// <summary>What the check of an instance has found.</summary>
internal sealed class CheckState
{
    /// <summary>When the next probe is due.</summary>
    public long NextAt { get; set; } = MonitoredInstance.Never;

    /// <summary>True while one is under way or waits for its turn.</summary>
    public bool IsUnderWay { get; set; }

    /// <summary>What enough probes in a row have found; null before.</summary>
    public bool? IsGood { get; private set; }

    private int _good;
    private int _bad;

    /// <summary>Begins anew, with what the record says.</summary>
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

    /// <summary>Another node found it well: the row of bad ones is broken.</summary>
    public void OnContradicted() => (IsGood, _bad) = (true, 0);

    /// <summary>Nothing may be connected to where it is.</summary>
    public void OnNotPermitted() => Begin(isFailing: false);
}
