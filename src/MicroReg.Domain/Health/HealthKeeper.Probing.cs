using MicroReg.Domain.Records;

namespace MicroReg.Domain.Health;

// The probes that this node makes.
internal sealed partial class HealthKeeper
{
    /// <summary>Intervals vary by up to this share, so that probes do not run in lockstep.</summary>
    private const double Jitter = 0.1;

    /// <summary>Handles the outcome of a probe.</summary>
    /// <param name="now">The uptime in milliseconds.</param>
    /// <param name="job">The probe.</param>
    /// <param name="outcome">What it found.</param>
    public void OnProbed(long now, ProbeJob job, ProbeOutcome outcome)
    {
        Advance(now);
        _counts.OnProbed(outcome);
        _probes.OnDone();
        if (job.AskedBy is { } asker)
            _host.Send(asker, new ProbeReported(_self, job.Question, outcome));
        else if (job.For is { IsMonitored: true } instance)
            OnProbed(instance, job, outcome);
    }

    private void Begin(ProbeJob job)
    {
        job.StartedAt = _now;
        _host.Probe(job);
    }

    private void OnProbed(MonitoredInstance instance, ProbeJob job, ProbeOutcome outcome)
    {
        instance.Probes.IsUnderWay = false;

        // The registration, and its check with it, may have changed meanwhile.
        if (instance.Check is not { } check)
            return;
        var interval = 1000L * check.IntervalSeconds;
        instance.Probes.NextAt = job.StartedAt + (long)(interval * (1 + (Jitter * ((2 * _random.NextDouble()) - 1))));
        switch (outcome)
        {
            case ProbeOutcome.Good: instance.Probes.OnGood(check); break;
            case ProbeOutcome.Bad when job.StartedAt < _pausedUntil: break;
            case ProbeOutcome.Bad: OnBad(instance, check); break;
            default: instance.Probes.OnNotPermitted(); break;
        }

        Judge(instance);
    }

    private static void OnBad(MonitoredInstance instance, HealthCheck check)
    {
        instance.Probes.OnBad(check);
        if (instance.Flaps is { } flaps)
            flaps.WellSince = null;
    }
}
