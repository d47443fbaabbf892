namespace MicroReg.Benchmarks.Field;

/// <summary>What is asked of every contender that knows something of the kind.</summary>
internal enum Operation
{
    /// <summary>A record under a new name.</summary>
    Register,

    /// <summary>The address of one that is there.</summary>
    Lookup,

    /// <summary>Another status for one that is there.</summary>
    Update,

    /// <summary>A sign of life, one in a call.</summary>
    Heartbeat,

    /// <summary>Signs of life, a hundred in a call.</summary>
    HeartbeatBatch,

    /// <summary>Nine lookups, one update.</summary>
    Mixed,
}
