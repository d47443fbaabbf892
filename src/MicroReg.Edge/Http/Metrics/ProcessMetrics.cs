namespace MicroReg.Edge.Http.Metrics;

/// <summary>What a node measures of its memory.</summary>
internal static class ProcessMetrics
{
    public static IReadOnlyList<ObservedMetric> All { get; } =
    [
        Gauge(
            "microreg.managed.heap.bytes",
            "Bytes in use on the managed heap, garbage that is not collected yet included.",
            "By",
            () => GC.GetTotalMemory(forceFullCollection: false)),
        Gauge(
            "microreg.gc.committed.bytes",
            "Bytes that the garbage collector holds of the system.",
            "By",
            () => GC.GetGCMemoryInfo().TotalCommittedBytes),
        Gauge(
            "microreg.gc.pause.seconds",
            "Seconds that the process has stood still for garbage collections.",
            "s",
            () => GC.GetTotalPauseDuration().TotalSeconds),
    ];

    private static ObservedMetric Gauge(string name, string help, string unit, Func<double> value) =>
        ObservedMetric.Of(new MetricDefinition(MetricKind.Gauge, name, help) { Unit = unit }, _ => value());
}
