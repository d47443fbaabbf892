using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;
using MicroReg.Storage;

using Rule = MicroReg.Hosting.Rules.Rule<MicroReg.Hosting.MicroRegSettings>;

namespace MicroReg.Hosting.Rules;

/// <summary>The rules of a registry's settings: the same for the executable and for an application that embeds a registry.</summary>
internal static class RegistryRules
{
    private const string Check = "microreg.health.default-check";

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    /// <summary>All of them.</summary>
    public static SettingRules<MicroRegSettings> All { get; } = new(
        [.. Node(), .. Edge(), .. Records(), .. Health(), .. ClusterRules.All()]);

    private static SettingRule<MicroRegSettings>[] Node() =>
    [
        Rule.Number("microreg.node.max-replacements", settings => settings.Replacements.Most, 0, 1_000),
        Rule.Time("microreg.node.replacement-window", settings => settings.Replacements.Within, Second, Day),
    ];

    private static SettingRule<MicroRegSettings>[] Edge() =>
    [
        Rule.Time("microreg.http.request-head-timeout", settings => settings.XmlRpc.HeadersTimeout, Second, Hour),
        Rule.Number("microreg.http.min-request-rate", settings => (int)settings.XmlRpc.MinBodyBytesPerSecond, 1, 1_000_000),
        Rule.Size("microreg.xmlrpc.max-body", settings => settings.XmlRpc.Limits.MaxBodyBytes, 1 << 10, 1 << 25),
        Rule.Number("microreg.xmlrpc.max-depth", settings => settings.XmlRpc.Limits.MaxDepth, 4, 1000),
        Rule.Number("microreg.xmlrpc.max-multicall-calls", settings => settings.XmlRpc.Limits.MaxCallsPerMulticall, 1, 100_000),
        Rule.Size("microreg.xmlrpc.compress-above", settings => settings.XmlRpc.CompressionThreshold, 0, int.MaxValue),
        Rule.Number("microreg.events.max-streams", settings => settings.Events.MaxStreams, 0, 1_000_000),
        Rule.Time("microreg.events.heartbeat-interval", settings => settings.Events.HeartbeatInterval, 100 * Millisecond, Hour),
        Rule.Time("microreg.events.write-timeout", settings => settings.Events.WriteTimeout, Second, Hour),
        Rule.Number("microreg.events.max-subscriptions", settings => settings.Subscriptions.MaxSubscriptions, 0, 1_000_000),
        Rule.Time("microreg.events.callback-timeout", settings => settings.Subscriptions.CallTimeout, 100 * Millisecond, Hour),
        Rule.Time("microreg.events.callback-heartbeat", settings => settings.Subscriptions.Heartbeat, Second, Day),
    ];

    private static SettingRule<MicroRegSettings>[] Records() =>
    [
        Rule.Time("microreg.registry.call-timeout", settings => settings.ServiceDb.CallTimeout, 100 * Millisecond, Hour),
        Rule.Time("microreg.registry.tombstone-retention", settings => settings.Replication.Retention, Second, 365 * Day),
        Rule.Number("microreg.registry.max-pending-writes", settings => settings.MicroDb.MaxPendingCommits, 1, 10_000_000),
        Rule.Number("microreg.registry.max-tombstones", settings => settings.MicroDb.MaxTombstones, 1, 100_000_000),
        Rule.Text(
            "microreg.storage.directory",
            settings => settings.Storage.Directory,
            "must name a directory",
            settings => settings.Storage.Directory.Length > 0),
        Rule.Choice("microreg.storage.fsync", settings => settings.Storage.Fsync, FsyncMode.Checkpoint, FsyncMode.Always),
        Rule.Size("microreg.storage.cache-size", settings => (long)settings.Storage.CacheKiB << 10, 64 << 10, 1 << 30),
        Rule.Time("microreg.storage.probe-interval", settings => settings.Journal.ProbeInterval, 10 * Millisecond, Hour),
        Rule.Offset("microreg.diagnostics.clock-offset", settings => settings.ClockOffset, 365 * Day),
    ];

    private static SettingRule<MicroRegSettings>[] Health() =>
    [
        .. DefaultCheck(),
        Rule.Time(
            "microreg.health.deregister-after",
            settings => settings.Health.DeregisterAfter,
            Second,
            TimeSpan.FromSeconds(AttributeRules.MaxDeregisterAfterSeconds)),
        Rule.Number("microreg.health.max-probes", settings => settings.Health.MaxProbes, 1, 10_000),
        Rule.Share("microreg.health.hold-share", settings => settings.Health.SelfPreservationShare),
        Rule.Number("microreg.health.hold-least", settings => settings.Health.SelfPreservationMinimum, 1, 1_000_000),
        Rule.Number("microreg.health.hold-least-of-service", settings => settings.Health.SelfPreservationMinimumOfService, 1, 1_000_000),
        Rule.Time("microreg.health.hold-window", settings => settings.Health.SelfPreservationWindow, Second, Hour),
        Rule.Time("microreg.health.hold-at-most", settings => settings.Health.SelfPreservationMaximum, Second, Day),
        Rule.Number("microreg.health.flap-changes", settings => settings.Health.FlapChanges, 0, 1_000),
        Rule.Time("microreg.health.flap-window", settings => settings.Health.FlapWindow, Second, Hour),
        Rule.Time("microreg.health.flap-quiet", settings => settings.Health.FlapQuiet, Second, Hour),
    ];

    /// <summary>The rules of a check that comes with a registration hold for this one, too.</summary>
    private static SettingRule<MicroRegSettings>[] DefaultCheck() =>
    [
        Rule.Choice(
            $"{Check}.kind", settings => settings.Health.DefaultCheck.Kind, HealthCheckKind.Tcp, HealthCheckKind.Http,
            HealthCheckKind.None),
        Rule.Seconds($"{Check}.interval", settings => settings.Health.DefaultCheck.IntervalSeconds, Second, Hour),
        Rule.Seconds($"{Check}.timeout", settings => settings.Health.DefaultCheck.TimeoutSeconds, Second, TimeSpan.FromMinutes(1)),
        Rule.Number($"{Check}.failures", settings => settings.Health.DefaultCheck.FailuresBeforeFailing, 1, 100),
        Rule.Number($"{Check}.successes", settings => settings.Health.DefaultCheck.SuccessesBeforePassing, 1, 100),
        Rule.Relation(
            $"{Check}.timeout",
            settings => Amounts.Format(settings.Health.DefaultCheck.TimeoutSeconds * Second),
            [$"{Check}.interval"],
            settings => settings.Health.DefaultCheck is var check && check.TimeoutSeconds > check.IntervalSeconds
                ? $"must be at most {Check}.interval, {Amounts.Format(check.IntervalSeconds * Second)}"
                : null),
        Rule.Relation(
            $"{Check}.path",
            settings => settings.Health.DefaultCheck.Path,
            [],
            settings => Broken(new HealthCheck(HealthCheckKind.Http, Path: settings.Health.DefaultCheck.Path)) is { } rule
                ? rule[(rule.IndexOf(": ", StringComparison.Ordinal) + 2)..]
                : null),

        // What only code can set.
        Rule.Relation(
            Check,
            settings => settings.Health.DefaultCheck.ToString(),
            [$"{Check}.interval", $"{Check}.timeout", $"{Check}.failures", $"{Check}.successes", $"{Check}.path"],
            settings => Broken(settings.Health.DefaultCheck)),
    ];

    private static string? Broken(HealthCheck check) => AttributeRules.Check(check)?.Message;
}
