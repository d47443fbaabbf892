namespace MicroReg.Domain.Health;

/// <summary>What changes the state of an instance. See <see cref="LivenessTransitions"/>.</summary>
internal enum LivenessEvent
{
    /// <summary>It was registered again.</summary>
    Registered = 0,

    /// <summary>The record shows no health.</summary>
    RecordShowsUnknown = 1,

    /// <summary>The record shows that another node found it passing.</summary>
    RecordShowsPassing = 2,

    /// <summary>The record shows that another node found it failing.</summary>
    RecordShowsFailing = 3,

    /// <summary>Its lease is fresh and its check passes, as far as it has them.</summary>
    SeemsAlive = 4,

    /// <summary>Its lease ended, or its check failed often enough.</summary>
    SeemsDead = 5,

    /// <summary>
    /// What was found does not count any more, and nothing else is found yet: its lease began anew, or this node was stopped.
    /// </summary>
    GivenTime = 6,

    /// <summary>Enough nodes were asked, and none contradicts; or there is no node to ask.</summary>
    NobodyContradicts = 7,

    /// <summary>Too many were found dead at once: self-preservation is active.</summary>
    TooManyAtOnce = 8,

    /// <summary>This node reaches too few others to decide.</summary>
    CannotTell = 9,

    /// <summary>It is decided that it failed.</summary>
    Decided = 10,

    /// <summary>It is decided that it failed, and it has changed too often.</summary>
    DecidedFlapping = 11,

    /// <summary>It flapped, and has been well for long enough.</summary>
    WellForLong = 12,

    /// <summary>It is monitored again, and was suppressed a moment ago.</summary>
    StillFlapping = 13,
}
