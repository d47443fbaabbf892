namespace MicroReg.Chaos.Liveness.Judging;

/// <summary>What nodes reported of the living and the dead, and what of it is wrong, each as a line that names the instance.</summary>
internal sealed record LivenessFindings
{
    public int Instances { get; init; }

    public long Heartbeats { get; init; }

    /// <summary>Beats that were answered with "unknown".</summary>
    public int Refused { get; init; }

    /// <summary>Deaths that lasted until they had to be found.</summary>
    public int Deaths { get; set; }

    /// <summary>Milliseconds from each death until the last of the subscribers was notified.</summary>
    public List<double> Times { get; init; } = [];

    /// <summary>Milliseconds that were allowed for the slowest of them.</summary>
    public double Limit { get; set; }

    /// <summary>Not found in time, somewhere.</summary>
    public List<string> Missed { get; init; } = [];

    /// <summary>Said to be dead while there was a sign of life.</summary>
    public List<string> FalseExpiries { get; init; } = [];

    /// <summary>Those that lived again after they had been found dead.</summary>
    public int Returns { get; set; }

    /// <summary>Not well again in time.</summary>
    public List<string> LateReturns { get; init; } = [];

    /// <summary>Removals of dead instances that asked for it.</summary>
    public int Removals { get; set; }

    /// <summary>Too early or too late.</summary>
    public List<string> WrongRemovals { get; init; } = [];

    /// <summary>Dead, found dead, and reported well again.</summary>
    public List<string> Risen { get; init; } = [];

    /// <summary>The same where a late beat explains it.</summary>
    public int RecoveredByLateHeartbeats { get; set; }

    /// <summary>Dead, and reported so before the lease of their last acknowledged heartbeat was over.</summary>
    public List<string> Early { get; init; } = [];

    /// <summary>The same where that beat was lost with the node that took it.</summary>
    public int EarlyByLostHeartbeats { get; set; }

    public int Noticed => Deaths - Missed.Count;

    public double Median => Times.Count == 0 ? 0 : Times.Order().ElementAt(Times.Count / 2);

    public double Longest => Times.Count == 0 ? 0 : Times.Max();

    public bool IsClean => Missed.Count + FalseExpiries.Count + LateReturns.Count + WrongRemovals.Count + Risen.Count + Early.Count == 0;

    /// <summary>Every line of what is wrong, with the word for it.</summary>
    public IEnumerable<(string What, IReadOnlyList<string> Lines)> All =>
        [
            ("missed", Missed),
            ("false", FalseExpiries),
            ("late", LateReturns),
            ("removal", WrongRemovals),
            ("risen", Risen),
            ("early", Early)
        ];
}
