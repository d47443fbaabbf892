using System.Diagnostics.Metrics;
using MicroReg.Domain.Health;
using MicroReg.Domain.Registry;
using Prometheus;

namespace MicroReg.Edge.Http.Metrics;

/// <summary>What a node measures of its watch over instances. The status is asked for once for each collection, so that its numbers belong together.</summary>
internal sealed class HealthMetrics
{
    private const string Probes = "microreg_probes";
    private const string ProbesHelp = "Probes by what they found: good, bad, or not_permitted for targets that may not be connected to.";

    private static readonly (string Name, string Help, Func<HealthStatus, double> Value)[] Gauges =
    [
        ("microreg_health_owned", "Instances whose health this node decides.", status => status.Owned),
        ("microreg_health_leased", "Owned ones with a lease.", status => status.Leased),
        ("microreg_health_probed", "Owned ones that are probed.", status => status.Probed),
        ("microreg_health_failing", "Owned ones that are failing.", status => status.Failing),
        ("microreg_health_held", "Owned ones that would be failing by now, but are held.", status => status.Preserved),
        ("microreg_health_holds", "Reasons for which expiry is held, one for the node or for each service; 0 if nothing is.", status => status.SelfPreservations.Length),
        ("microreg_health_flapping", "Owned ones that are held down because they change too often; 100 stands for 100 or more.", status => status.Flapping.Length),
        ("microreg_probes_in_flight", "Probes under way.", status => status.ProbesInFlight),
    ];

    private static readonly (string Name, string Help, Func<HealthStatus, long> Value)[] Counters =
    [
        ("microreg_beats", "Heartbeats that this node took.", status => status.Heartbeats),
        ("microreg_beats_forwarded", "Those that it sent on to the owners of the instances.", status => status.HeartbeatsForwarded),
        ("microreg_health_expired", "Leases that ran out and checks that failed often enough.", status => status.Expired),
        ("microreg_health_recovered", "Instances that were well again.", status => status.Recovered),
        ("microreg_health_contradicted", "Times that another node knew that an instance was not dead.", status => status.Contradicted),
        ("microreg_health_removed", "Instances that this node unregistered, after long failing or draining.", status => status.Removed),
        ("microreg_health_pauses", "Times that this node had been stopped or starved and extended all leases.", status => status.Pauses),
    ];

    private static readonly (string Outcome, Func<HealthStatus, long> Value)[] Outcomes =
        [("good", status => status.ProbesGood), ("bad", status => status.ProbesBad), ("not_permitted", status => status.ProbesNotPermitted)];

    private readonly Func<HealthStatus> _status;
    private readonly Lock _collecting = new();
    private readonly (Prometheus.Gauge Gauge, Func<HealthStatus, double> Value)[] _gauges;
    private readonly (RunningTotal Total, Func<HealthStatus, long> Value)[] _totals;

    private HealthMetrics(MetricFactory prometheus, Func<HealthStatus> status)
    {
        _status = status;
        _gauges = [.. Gauges.Select(one => (prometheus.CreateGauge(one.Name, one.Help), one.Value))];
        var probes = prometheus.CreateCounter($"{Probes}_total", ProbesHelp, "outcome");
        _totals =
        [
            .. Counters.Select(one => (new RunningTotal(prometheus.CreateCounter($"{one.Name}_total", one.Help)), one.Value)),
            .. Outcomes.Select(one => (new RunningTotal(probes.WithLabels(one.Outcome)), one.Value)),
        ];
    }

    /// <summary>Adds the measurements to what Prometheus is shown, and to the meter.</summary>
    public static void AddTo(CollectorRegistry collectors, MetricFactory prometheus, Meter meter, IRegistry registry)
    {
        HealthStatus Status() => registry.Status.Health;
        collectors.AddBeforeCollectCallback(new HealthMetrics(prometheus, Status).Collect);
        foreach (var (name, help, value) in Gauges)
            meter.CreateObservableGauge(name.Replace('_', '.'), () => value(Status()), description: help);
        foreach (var (name, help, value) in Counters)
            meter.CreateObservableCounter(name.Replace('_', '.'), () => value(Status()), description: help);
        meter.CreateObservableCounter(Probes.Replace('_', '.'), () => OfProbes(Status()), description: ProbesHelp);
    }

    private static IEnumerable<Measurement<long>> OfProbes(HealthStatus status) =>
        Outcomes.Select(one => new Measurement<long>(one.Value(status), new KeyValuePair<string, object?>("outcome", one.Outcome)));

    private void Collect()
    {
        // One at a time: of two collections the later must not be overwritten by the earlier.
        lock (_collecting)
        {
            var status = _status();
            foreach (var (gauge, value) in _gauges)
                gauge.Set(value(status));
            foreach (var (total, value) in _totals)
                total.AdvanceTo(value(status));
        }
    }
}
