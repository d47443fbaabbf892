namespace MicroReg.Chaos.Liveness.Judging;

/// <summary>Who watched, and what a fault allows.</summary>
/// <param name="Steady">The nodes that lived all the time: their subscribers must be notified in time.</param>
/// <param name="Until">When it ended. What is not due by then, and has not been reported everywhere, is not judged.</param>
internal sealed record Observation(IReadOnlyCollection<string> Steady, double Until)
{
    /// <summary>
    /// Milliseconds that an event may take from the decision to every subscriber, on a machine that is short of processors.
    /// </summary>
    public const double Delivery = 1_000;

    /// <summary>
    /// When, at the latest, somebody sure of himself watched again after a fault of the watchers; what died before counts from then. Never
    /// for minus infinity.
    /// </summary>
    public double TakenOver { get; init; } = double.NegativeInfinity;

    /// <summary>
    /// True if a node, or the way to it, was disturbed. The heartbeats that it took last are lost with it, because heartbeats are not
    /// replicated: a dead instance may be reported dead a heartbeat too early. And heartbeats may arrive late: a stopped node reads them
    /// when it continues, a broken link delivers them when it heals, and the dead look alive for another lease.
    /// </summary>
    public bool DelaysHeartbeats { get; init; }

    /// <summary>Instances that are suppressed because they flap: they are seen failing although they live.</summary>
    public IReadOnlySet<string> Suppressed { get; init; } = new HashSet<string>();

    /// <summary>Milliseconds that an event may take in this trial; more where the way between two nodes leads over a third.</summary>
    public double DeliveredWithin { get; init; } = Delivery;

    /// <summary>By when a death must have been found.</summary>
    public double Due(Life life, double death) => Math.Max(death, TakenOver) + life.Terms.Notice;
}
