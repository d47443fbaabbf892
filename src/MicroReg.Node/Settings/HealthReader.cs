using MicroReg.Domain.Health;
using MicroReg.Domain.Networks;
using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;

namespace MicroReg.Node.Settings;

/// <summary>Reads how instances are watched.</summary>
internal static class HealthReader
{
    private const string Check = "microreg.health.default-check";

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static HealthOptions Read(SettingsReader read) => new()
    {
        DefaultCheck = DefaultCheck(read),
        DeregisterAfter = read.Time("microreg.health.deregister-after", Second, TimeSpan.FromSeconds(AttributeRules.MaxDeregisterAfterSeconds)),
        Targets = new TargetNetworks(read.Networks("microreg.health.allowed-networks"), read.Networks("microreg.health.denied-networks")),
        MaxProbes = read.Number("microreg.health.max-probes", 1, 10_000),
        SelfPreservationShare = read.Share("microreg.health.hold-share"),
        SelfPreservationMinimum = read.Number("microreg.health.hold-least", 1, 1_000_000),
        SelfPreservationMinimumOfService = read.Number("microreg.health.hold-least-of-service", 1, 1_000_000),
        SelfPreservationWindow = read.Time("microreg.health.hold-window", Second, Hour),
        SelfPreservationMaximum = read.Time("microreg.health.hold-at-most", Second, 24 * Hour),
        FlapChanges = read.Number("microreg.health.flap-changes", 0, 1_000),
        FlapWindow = read.Time("microreg.health.flap-window", Second, Hour),
        FlapQuiet = read.Time("microreg.health.flap-quiet", Second, Hour),
    };

    /// <summary>The rules are those of a check that comes with a registration.</summary>
    private static HealthCheck DefaultCheck(SettingsReader read)
    {
        var check = new HealthCheck(
            read.Choice($"{Check}.kind", ("tcp", HealthCheckKind.Tcp), ("http", HealthCheckKind.Http), ("none", HealthCheckKind.None)),
            read.Seconds($"{Check}.interval", Second, Hour),
            read.Seconds($"{Check}.timeout", Second, TimeSpan.FromMinutes(1)),
            read.Number($"{Check}.failures", 1, 100),
            read.Number($"{Check}.successes", 1, 100),
            read.Text($"{Check}.path"));
        // A time that could not be read is 0, and has been told of.
        if (check.IntervalSeconds > 0 && check.TimeoutSeconds > check.IntervalSeconds)
            read.Reject($"{Check}.timeout", $"must be at most {Check}.interval, {Amounts.Format(check.IntervalSeconds * Second)}");
        if (AttributeRules.Check(new InstanceAttributes { Check = new HealthCheck(check.Kind, Path: check.Path) }) is { } fault)
            read.Reject($"{Check}.path", fault.Message[(fault.Message.IndexOf(": ", StringComparison.Ordinal) + 2)..]);
        return check;
    }
}
