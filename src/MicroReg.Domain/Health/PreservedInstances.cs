using System.Globalization;
using MicroReg.Domain.Kernel;

namespace MicroReg.Domain.Health;

/// <summary>Begins and ends self-preservation: while it is active, what would be failing stays as it is. Not thread-safe.</summary>
/// <param name="context">The time, the settings and the log.</param>
/// <param name="gauges">Measure what fails at once.</param>
/// <param name="monitored">The instances that may be late.</param>
/// <param name="judge">Judges what is let go.</param>
internal sealed class PreservedInstances(
    HealthContext context, SelfPreservationGauges gauges, MonitoredInstances monitored, InstanceJudge judge)
{
    /// <summary>Begins self-preservation where too many were found dead at once.</summary>
    /// <param name="found">The instances that were found dead in this tick; their gauges count them already.</param>
    public void BeginWhereDue(IEnumerable<MonitoredInstance> found)
    {
        gauges.CountLate(monitored.All, context.Now);
        foreach (var gauge in found.SelectMany(gauges.Of).Distinct().Where(gauge => gauge.ActiveSince is null))
        {
            if (!gauge.Weigh(context.Now, context.Options))
                continue;
            gauge.Begin(context.Now);
            context.Host.Log(LogSeverity.Warning, "Self-preservation starts, expiry is suspended: {Reason}", ReasonOf(gauge));
        }
    }

    /// <summary>Ends it where most are well again, and where it has lasted for its maximum time.</summary>
    public void Review()
    {
        if (gauges.Active.Any())
            gauges.CountLate(monitored.All, context.Now);
        foreach (var gauge in gauges.Active.ToArray())
        {
            if (!gauge.Weigh(context.Now, context.Options))
                End(gauge, "most are well again");
            else if (context.Now - gauge.ActiveSince >= context.Options.SelfPreservationMaximum.TotalMilliseconds)
                End(gauge, "it has lasted for its maximum time");
        }
    }

    /// <summary>Ends all of it.</summary>
    /// <param name="why">Why, for the log.</param>
    public void EndAll(string why)
    {
        foreach (var gauge in gauges.Active.ToArray())
            End(gauge, why);
    }

    /// <summary>Where it is active, and why.</summary>
    /// <param name="at">Turns an uptime into a time of day.</param>
    public IEnumerable<SelfPreservation> Describe(Func<long, DateTimeOffset> at) => gauges.Active.Select(gauge =>
        new SelfPreservation(gauge.Scope, ReasonOf(gauge), gauge.Share, at(gauge.ActiveSince!.Value), gauge.Preserved.Count()));

    private void End(SelfPreservationGauge gauge, string why)
    {
        var preserved = gauge.Preserved.ToArray();
        gauge.End();
        context.Host.Log(LogSeverity.Warning, "Self-preservation {Scope} ends, because {Why}; it preserved {Count} instances",
            ScopeOf(gauge), why, preserved.Length);
        foreach (var instance in preserved.Where(instance => !gauges.IsActiveFor(instance)))
            judge.LetGo(instance);
    }

    private static string ScopeOf(SelfPreservationGauge gauge) => gauge.Scope.Length == 0 ? "at this node" : $"of service {gauge.Scope}";

    private static string ReasonOf(SelfPreservationGauge gauge) => string.Create(
        CultureInfo.InvariantCulture,
        $"{gauge.Share:P0} of the {gauge.Monitored} instances that are watched {ScopeOf(gauge)} failed at once, "
            + $"which says more about the watcher or the way to them");
}
