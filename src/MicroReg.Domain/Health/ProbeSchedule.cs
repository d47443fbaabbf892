using MicroReg.Domain.Database;

namespace MicroReg.Domain.Health;

/// <summary>When this node probes: for its own instances at their intervals, and for others on request.</summary>
internal sealed class ProbeSchedule
{
    /// <summary>Intervals vary by up to this share, so that probes do not run in lockstep.</summary>
    private const double Jitter = 0.1;

    private readonly HealthContext _context;
    private readonly RegistryDatabase _database;
    private readonly ProbeQueue _queue;

    /// <param name="context">The time, the settings, and who probes.</param>
    /// <param name="database">The records that other nodes ask about.</param>
    public ProbeSchedule(HealthContext context, RegistryDatabase database)
    {
        (_context, _database) = (context, database);
        _queue = new ProbeQueue(context.Options.MaxProbes, Begin);
    }

    /// <summary>How many probes are in flight.</summary>
    public int InFlight => _queue.InFlight;

    /// <summary>Probes an instance when it is time.</summary>
    public void ProbeIfDue(MonitoredInstance instance)
    {
        if (instance.Check is not { } check || instance.Probes.IsUnderWay || _context.Now < instance.Probes.NextAt)
            return;
        instance.Probes.IsUnderWay = true;
        _queue.Add(new ProbeJob(instance.Key, check) { For = instance });
    }

    /// <summary>Probes an instance because another node asks.</summary>
    public void OnRequested(ProbeRequested asked)
    {
        if (_database.View.Find(asked.Key.Name)?.At(asked.Key.Endpoint) is { } record
            && MonitoringRules.CheckOf(record, _context.Options) is { } check)
            _queue.Add(new ProbeJob(record.Key, check, asked.From, asked.Question));
        else
            _context.Host.Send(asked.From, new ProbeReported(_context.Self, asked.Question, ProbeOutcome.NotPermitted));
    }

    /// <summary>Takes the outcome of a probe. It tells the node that asked, or counts for an instance of this node.</summary>
    /// <returns>The instance to judge, or null.</returns>
    public MonitoredInstance? OnProbed(ProbeJob job, ProbeOutcome outcome)
    {
        _context.Counts.OnProbed(outcome);
        _queue.OnDone();
        if (job.AskedBy is { } asker)
        {
            _context.Host.Send(asker, new ProbeReported(_context.Self, job.Question, outcome));
            return null;
        }

        return job.For is { IsMonitored: true } instance && Count(instance, job, outcome) ? instance : null;
    }

    /// <returns>False if it has no check any more: the registration may have changed meanwhile.</returns>
    private bool Count(MonitoredInstance instance, ProbeJob job, ProbeOutcome outcome)
    {
        instance.Probes.IsUnderWay = false;
        if (instance.Check is not { } check)
            return false;
        var interval = 1000L * check.IntervalSeconds;
        instance.Probes.NextAt = job.StartedAt + (long)(interval * (1 + (Jitter * ((2 * _context.Random.NextDouble()) - 1))));
        switch (outcome)
        {
            case ProbeOutcome.Good:
                instance.Probes.OnGood(check);
                break;
            case ProbeOutcome.Bad when job.StartedAt < _context.PausedUntil:
                break;
            case ProbeOutcome.Bad:
                instance.Probes.OnBad(check);
                FlapDamping.OnUnwell(instance);
                break;
            default:
                instance.Probes.OnNotPermitted();
                break;
        }

        return true;
    }

    private void Begin(ProbeJob job)
    {
        job.StartedAt = _context.Now;
        _context.Host.Probe(job);
    }
}
