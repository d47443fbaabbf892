using System.Collections.Immutable;
using Akka.Configuration;
using MicroReg.Actors.Journal;
using MicroReg.Actors.MicroDb;
using MicroReg.Actors.ServiceDb;
using MicroReg.Domain.Networks;
using MicroReg.Domain.Rules;
using MicroReg.Domain.Subscriptions;
using MicroReg.Edge.Http.Events;
using MicroReg.Edge.XmlRpc.Http;
using MicroReg.Hosting;
using MicroReg.Storage;
using MicroReg.XmlRpc;

namespace MicroReg.Node.Settings;

/// <summary>Makes settings of a configuration.</summary>
internal static class SettingsLoader
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    /// <summary>Reads every setting.</summary>
    /// <param name="given">What was given, above the reference.</param>
    /// <param name="errors">What is wrong, one line each; the settings are good only if it is empty.</param>
    public static MicroRegSettings Load(Config given, out ImmutableArray<string> errors)
    {
        var read = new SettingsReader(given.WithFallback(Configuration.Reference));
        var cluster = ClusterReader.Cluster(read);
        var settings = new MicroRegSettings
        {
            NodeName = read.Text("microreg.node.name") is { Length: > 0 } name ? name : Environment.MachineName,
            Http = Http(read),
            XmlRpc = XmlRpc(read),
            Events = Events(read),
            ServiceDb = new ServiceDbOptions { CallTimeout = read.Time("microreg.registry.call-timeout", 100 * Millisecond, Hour) },
            Subscriptions = Subscriptions(read),
            Health = HealthReader.Read(read),
            MicroDb = new MicroDbOptions
            {
                MaxPendingCommits = read.Number("microreg.registry.max-pending-writes", 1, 10_000_000),
                Acknowledgement = read.Choice("microreg.cluster.acknowledgement", ("majority", AcknowledgementLevel.Majority), ("local", AcknowledgementLevel.Local), ("all", AcknowledgementLevel.All)),
                IsStrict = read.Switch("microreg.cluster.strict"),
            },
            Storage = Storage(read),
            Journal = new JournalOptions { ProbeInterval = read.Time("microreg.storage.probe-interval", 10 * Millisecond, Hour) },
            Cluster = cluster,
            Replication = ClusterReader.Replication(read, cluster),
            Log = new LogSettings(
                read.Choice("microreg.log.format", ("text", false), ("json", true)),
                read.Choice("microreg.log.level", ("trace", LogLevel.Trace), ("debug", LogLevel.Debug), ("information", LogLevel.Information), ("warning", LogLevel.Warning), ("error", LogLevel.Error))),
            AllowCollect = read.Switch("microreg.diagnostics.allow-collect"),
            ClockOffset = read.Offset("microreg.diagnostics.clock-offset", 24 * 365 * Hour),
            Akka = given,
        };
        errors = [.. Configuration.UnknownPaths(given).Select(path => $"{path}: no such setting; hocon/microreg.hocon lists them all"), .. read.Errors];
        return settings;
    }

    private static HttpSettings Http(SettingsReader read) => new()
    {
        Bind = read.Address("microreg.http.bind"),
        Port = read.Port("microreg.http.port"),
        MaxConnections = read.Number("microreg.http.max-connections", 1, 1_000_000),
        KeepAliveTimeout = read.Time("microreg.http.keep-alive-timeout", Second, 24 * Hour),
    };

    private static XmlRpcOptions XmlRpc(SettingsReader read) => new()
    {
        Limits = XmlRpcLimits.Default with
        {
            MaxBodyBytes = read.Size("microreg.xmlrpc.max-body", 1024, 1 << 25),
            MaxDepth = read.Number("microreg.xmlrpc.max-depth", 4, 1000),
            MaxCallsPerMulticall = read.Number("microreg.xmlrpc.max-multicall-calls", 1, 100_000),
        },
        CompressionThreshold = read.Size("microreg.xmlrpc.compress-above", 0, int.MaxValue),
        HeadersTimeout = read.Time("microreg.http.request-head-timeout", Second, Hour),
        MinBodyBytesPerSecond = read.Number("microreg.http.min-request-rate", 1, 1_000_000),
    };

    private static EventStreamOptions Events(SettingsReader read) => new()
    {
        MaxStreams = read.Number("microreg.events.max-streams", 0, 1_000_000),
        HeartbeatInterval = read.Time("microreg.events.heartbeat-interval", 100 * Millisecond, Hour),
        WriteTimeout = read.Time("microreg.events.write-timeout", Second, Hour),
    };

    private static SubscriptionOptions Subscriptions(SettingsReader read) => new()
    {
        Targets = new TargetNetworks(read.Networks("microreg.events.allowed-networks"), read.Networks("microreg.events.denied-networks")),
        MaxSubscriptions = read.Number("microreg.events.max-subscriptions", 0, 1_000_000),
        CallTimeout = read.Time("microreg.events.callback-timeout", 100 * Millisecond, Hour),
        Heartbeat = read.Time("microreg.events.callback-heartbeat", Second, 24 * Hour),
    };

    private static StorageOptions Storage(SettingsReader read) => new()
    {
        Directory = read.Text("microreg.storage.directory") is { Length: > 0 } directory ? directory : read.Reject("microreg.storage.directory", "must name a directory"),
        Fsync = read.Choice("microreg.storage.fsync", ("checkpoint", FsyncMode.Checkpoint), ("always", FsyncMode.Always)),
        CacheKiB = read.Size("microreg.storage.cache-size", 64 << 10, 1 << 30) >> 10,
    };
}
