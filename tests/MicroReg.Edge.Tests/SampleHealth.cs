using MicroReg.Domain.Health;
using MicroReg.Domain.Records;

namespace MicroReg.Edge.Tests;

/// <summary>The health status of a node, with a different number in each place.</summary>
internal static class SampleHealth
{
    public static HealthStatus Status { get; } = new()
    {
        Owned = 40,
        Leased = 30,
        Probed = 11,
        Failing = 2,
        Preserved = 25,
        SelfPreservations =
        [
            new SelfPreservation(
                "", "More than half of the instances failed at once.", 0.625, new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero), 20),
            new SelfPreservation(
                "orders", "All of the service failed at once.", 1, new DateTimeOffset(2026, 3, 4, 12, 1, 0, TimeSpan.Zero), 5),
        ],
        Flapping =
        [
            new FlappingInstance(new InstanceKey("shop", "10.0.0.1", 80), 7, new DateTimeOffset(2026, 3, 4, 12, 2, 0, TimeSpan.Zero))
        ],
        Heartbeats = 5_000_000_000,
        HeartbeatsForwarded = 12,
        ProbesGood = 13,
        ProbesBad = 14,
        ProbesNotPermitted = 15,
        ProbesInFlight = 16,
        Expired = 17,
        Recovered = 18,
        Contradicted = 19,
        Removed = 21,
        Pauses = 22,
    };
}
