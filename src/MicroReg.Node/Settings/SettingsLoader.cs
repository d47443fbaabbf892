using System.Collections.Immutable;
using Akka.Configuration;
using MicroReg.Actors.Journal;
using MicroReg.Actors.MicroDb;
using MicroReg.Actors.Registry;
using MicroReg.Actors.Supervision;
using MicroReg.Domain.Networks;
using MicroReg.Domain.Rules;
using MicroReg.Domain.Subscriptions;
using MicroReg.Edge.Http.Events;
using MicroReg.Edge.XmlRpc.Http;
using MicroReg.Hosting;
using MicroReg.Hosting.Rules;
using MicroReg.Storage;
using MicroReg.XmlRpc;

namespace MicroReg.Node.Settings;

/// <summary>Makes settings of a configuration.</summary>
internal static class SettingsLoader
{
    /// <summary>Reads every setting.</summary>
    /// <param name="given">What was given, above the reference.</param>
    /// <param name="errors">What is wrong, one line each; the settings are good only if it is empty.</param>
    public static NodeSettings Load(Config given, out ImmutableArray<string> errors)
    {
        var read = new SettingsReader(given.WithFallback(Configuration.Reference));
        var settings = new NodeSettings(Registry(read, given), Http(read), Log(read));
        read.Check(NodeRules.All, settings);
        read.Check(RegistryRules.All, settings.Registry);
        errors =
        [
            .. Configuration.UnknownPaths(given).Select(path => $"{path}: no such setting; hocon/microreg.hocon lists them all"),
            .. read.Errors
        ];
        return settings;
    }

    private static MicroRegSettings Registry(SettingsReader read, Config given) => new()
    {
        NodeName = read.Text("microreg.node.name") is { Length: > 0 } name ? name : Environment.MachineName,
        Replacements = new ReplacementOptions
        {
            Most = read.Number("microreg.node.max-replacements"),
            Within = read.Time("microreg.node.replacement-window"),
        },
        XmlRpc = XmlRpc(read),
        Events = Events(read),
        ServiceDb = new ServiceDbOptions { CallTimeout = read.Time("microreg.registry.call-timeout") },
        Subscriptions = Subscriptions(read),
        Health = HealthReader.Read(read),
        MicroDb = new MicroDbOptions
        {
            MaxPendingCommits = read.Number("microreg.registry.max-pending-writes"),
            MaxTombstones = read.Number("microreg.registry.max-tombstones"),
            Acknowledgement = read.Choice<AcknowledgementLevel>("microreg.cluster.acknowledgement"),
            IsStrict = read.Switch("microreg.cluster.strict"),
        },
        Storage = Storage(read),
        Journal = new JournalOptions { ProbeInterval = read.Time("microreg.storage.probe-interval") },
        Cluster = ClusterReader.Cluster(read),
        Replication = ClusterReader.Replication(read),
        AllowCollect = read.Switch("microreg.diagnostics.allow-collect"),
        ClockOffset = read.Offset("microreg.diagnostics.clock-offset"),
        Akka = given,
    };

    private static HttpSettings Http(SettingsReader read) => new(
        read.Text("microreg.http.bind"),
        read.Number("microreg.http.port"),
        read.Number("microreg.http.max-connections"),
        read.Time("microreg.http.keep-alive-timeout"));

    private static LogSettings Log(SettingsReader read) => new(
        read.Choice("microreg.log.format", ("text", false), ("json", true)),
        read.Choice<LogLevel>("microreg.log.level"));

    private static XmlRpcOptions XmlRpc(SettingsReader read) => new()
    {
        Limits = XmlRpcLimits.Default with
        {
            MaxBodyBytes = read.Size("microreg.xmlrpc.max-body"),
            MaxDepth = read.Number("microreg.xmlrpc.max-depth"),
            MaxCallsPerMulticall = read.Number("microreg.xmlrpc.max-multicall-calls"),
        },
        CompressionThreshold = read.Size("microreg.xmlrpc.compress-above"),
        HeadersTimeout = read.Time("microreg.http.request-head-timeout"),
        MinBodyBytesPerSecond = read.Number("microreg.http.min-request-rate"),
    };

    private static EventStreamOptions Events(SettingsReader read) => new()
    {
        MaxStreams = read.Number("microreg.events.max-streams"),
        HeartbeatInterval = read.Time("microreg.events.heartbeat-interval"),
        WriteTimeout = read.Time("microreg.events.write-timeout"),
    };

    private static SubscriptionOptions Subscriptions(SettingsReader read) => new()
    {
        Targets = new TargetNetworks(read.Networks("microreg.events.allowed-networks"), read.Networks("microreg.events.denied-networks")),
        MaxSubscriptions = read.Number("microreg.events.max-subscriptions"),
        CallTimeout = read.Time("microreg.events.callback-timeout"),
        Heartbeat = read.Time("microreg.events.callback-heartbeat"),
    };

    private static StorageOptions Storage(SettingsReader read) => new()
    {
        Directory = read.Text("microreg.storage.directory"),
        Fsync = read.Choice<FsyncMode>("microreg.storage.fsync"),
        CacheKiB = read.Size("microreg.storage.cache-size") >> 10,
    };
}
