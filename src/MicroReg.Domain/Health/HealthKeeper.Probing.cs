using MicroReg.Domain.Records;

namespace MicroReg.Domain.Health;

// The probes that this node makes.
public sealed partial class HealthKeeper
{
    /// <summary>Probes of one interval drift apart by up to this share of it, so that they do not march in step.</summary>
    private const double Jitter = 0.1;

    /// <summary>A probe is over.</summary>
    /// <param name="now">The uptime.</param>
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

        // The registration may have changed meanwhile, and what it says of checks with it.
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
