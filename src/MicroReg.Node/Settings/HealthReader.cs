using MicroReg.Domain.Health;
using MicroReg.Domain.Networks;
using MicroReg.Domain.Records;

namespace MicroReg.Node.Settings;

/// <summary>Reads how instances are watched.</summary>
internal static class HealthReader
{
    private const string Check = "microreg.health.default-check";

    public static HealthOptions Read(SettingsReader read) => new()
    {
        DefaultCheck = new HealthCheck(
            read.Choice<HealthCheckKind>($"{Check}.kind"),
            read.Seconds($"{Check}.interval"),
            read.Seconds($"{Check}.timeout"),
            read.Number($"{Check}.failures"),
            read.Number($"{Check}.successes"),
            read.Text($"{Check}.path")),
        DeregisterAfter = read.Time("microreg.health.deregister-after"),
        Targets = new TargetNetworks(read.Networks("microreg.health.allowed-networks"), read.Networks("microreg.health.denied-networks")),
        MaxProbes = read.Number("microreg.health.max-probes"),
        SelfPreservationShare = read.Share("microreg.health.hold-share"),
        SelfPreservationMinimum = read.Number("microreg.health.hold-least"),
        SelfPreservationMinimumOfService = read.Number("microreg.health.hold-least-of-service"),
        SelfPreservationWindow = read.Time("microreg.health.hold-window"),
        SelfPreservationMaximum = read.Time("microreg.health.hold-at-most"),
        FlapChanges = read.Number("microreg.health.flap-changes"),
        FlapWindow = read.Time("microreg.health.flap-window"),
        FlapQuiet = read.Time("microreg.health.flap-quiet"),
    };
}
