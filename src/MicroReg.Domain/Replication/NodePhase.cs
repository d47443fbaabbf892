namespace MicroReg.Domain.Replication;

/// <summary>
/// How far a node is in keeping step with the others. Everything that depends on it (readiness, what Hellos say, whether it gives pages)
/// is a function of the phase: see <see cref="NodePhases"/>. It changes only by the rows of <see cref="PhaseTable"/>.
/// </summary>
internal enum NodePhase
{
    /// <summary>The run has begun, and the stored facts have not been judged yet.</summary>
    Starting,

    /// <summary>It was never ready, and hears nobody that has records. Its own records, if any, are part of a copy.</summary>
    Empty,

    /// <summary>It was never ready, and takes its first copy.</summary>
    Joining,

    /// <summary>It has records of before, and hears nobody to compare them with.</summary>
    Returning,

    /// <summary>It has records of before, and takes over what it missed.</summary>
    CatchingUp,

    /// <summary>It may be asked.</summary>
    Ready,

    /// <summary>It serves what it has, and hears none of the other known nodes.</summary>
    Stale,

    /// <summary>It was forgotten, or away for longer than tombstones are kept. It must replace its records by a copy.</summary>
    MustReplace,

    /// <summary>The same, but there is nobody to take a copy from. It serves what it has, and says that it is stale.</summary>
    Outdated,

    /// <summary>It stops, and may be asked to the end.</summary>
    Leaving,

    /// <summary>It stops before it could be asked, or with records that it had to replace.</summary>
    LeavingUnready,

    /// <summary>Another living node has the same id: this one runs on a copy of its data directory. It takes part in nothing.</summary>
    Duplicate,
}

/// <summary>What changes the phase of a node.</summary>
internal enum PhaseEvent
{
    /// <summary>Started as a node that was never ready.</summary>
    StartedEmpty,

    /// <summary>Started with the records of a node that was ready before.</summary>
    StartedWithRecords,

    /// <summary>Started after it was forgotten, or too long after its last exchange.</summary>
    StartedTooLate,

    /// <summary>A node is heard that is ready or has records.</summary>
    AheadHeard,

    /// <summary>No such node is heard any more.</summary>
    AheadLost,

    /// <summary>It has everything that another node had a moment ago.</summary>
    CaughtUp,

    /// <summary>It is the only node, or waited long enough and nobody has more.</summary>
    NobodyAhead,

    /// <summary>It waited for others that are known, and heard nobody.</summary>
    NobodyHeard,

    /// <summary>None of the other known nodes is heard any more.</summary>
    OthersLost,

    /// <summary>Others are heard again, or there are no others any more.</summary>
    OthersHeard,

    /// <summary>Its last exchange is longer ago than tombstones are kept.</summary>
    AbsentTooLong,

    /// <summary>The other nodes have forgotten it, or know more of it than its disk does: that is an old backup.</summary>
    Forgotten,

    /// <summary>A complete copy has replaced its records.</summary>
    Replaced,

    /// <summary>No node that it could take a copy from is heard.</summary>
    TrustedLost,

    /// <summary>A node that it can take a copy from is heard.</summary>
    TrustedHeard,

    /// <summary>All reachable nodes were away as well, and they are a majority.</summary>
    AllWereAway,

    /// <summary>It was told to stop.</summary>
    Left,

    /// <summary>A living node with the same id is heard of, and this one is the copy.</summary>
    OriginalHeard,
}
