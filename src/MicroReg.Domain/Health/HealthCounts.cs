namespace MicroReg.Domain.Health;

/// <summary>Counters since the start of the node. Not thread-safe.</summary>
internal sealed class HealthCounts
{
    private long _good;
    private long _bad;
    private long _notPermitted;

    public long Forwarded { get; set; }

    public long Expired { get; set; }

    public long Recovered { get; set; }

    public long Contradicted { get; set; }

    public long Removed { get; set; }

    public long Pauses { get; set; }

    public void OnProbed(ProbeOutcome outcome)
    {
        switch (outcome)
        {
            case ProbeOutcome.Good: _good++; break;
            case ProbeOutcome.Bad: _bad++; break;
            default: _notPermitted++; break;
        }
    }

    public HealthStatus Fill(HealthStatus status) => status with
    {
        HeartbeatsForwarded = Forwarded,
        Expired = Expired,
        Recovered = Recovered,
        Contradicted = Contradicted,
        Removed = Removed,
        Pauses = Pauses,
        ProbesGood = _good,
        ProbesBad = _bad,
        ProbesNotPermitted = _notPermitted,
    };
}
