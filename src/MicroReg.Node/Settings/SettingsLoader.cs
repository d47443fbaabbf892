using System.Collections.Immutable;
using Akka.Configuration;
using MicroReg.Actors.Journal;
using MicroReg.Actors.MicroDb;
using MicroReg.Actors.ServiceDb;
using MicroReg.Edge.XmlRpc.Codec;
using MicroReg.Edge.XmlRpc.Http;
using MicroReg.Storage;

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
        var settings = new MicroRegSettings
        {
            NodeName = read.Text("microreg.node.name") is { Length: > 0 } name ? name : Environment.MachineName,
            Http = Http(read),
            XmlRpc = XmlRpc(read),
            ServiceDb = new ServiceDbOptions { CallTimeout = read.Time("microreg.registry.call-timeout", 100 * Millisecond, Hour) },
            MicroDb = new MicroDbOptions
            {
                TombstoneRetention = read.Time("microreg.registry.tombstone-retention", Second, 24 * 365 * Hour),
                MaxPendingCommits = read.Number("microreg.registry.max-pending-writes", 1, 10_000_000),
            },
            Storage = Storage(read),
            Journal = new JournalOptions { ProbeInterval = read.Time("microreg.storage.probe-interval", 10 * Millisecond, Hour) },
            Cluster = Cluster(read),
            Log = new LogSettings(
                read.Choice("microreg.log.format", ("text", false), ("json", true)),
                read.Choice("microreg.log.level", ("trace", LogLevel.Trace), ("debug", LogLevel.Debug), ("information", LogLevel.Information), ("warning", LogLevel.Warning), ("error", LogLevel.Error))),
            AllowCollect = read.Switch("microreg.diagnostics.allow-collect"),
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

    private static StorageOptions Storage(SettingsReader read) => new()
    {
        Directory = read.Text("microreg.storage.directory") is { Length: > 0 } directory ? directory : read.Reject("microreg.storage.directory", "must name a directory"),
        Fsync = read.Choice("microreg.storage.fsync", ("checkpoint", FsyncMode.Checkpoint), ("always", FsyncMode.Always)),
        CacheKiB = read.Size("microreg.storage.cache-size", 64 << 10, 1 << 30) >> 10,
    };

    private static ClusterSettings Cluster(SettingsReader read)
    {
        var seeds = read.List("microreg.cluster.seeds");
        if (!seeds.IsEmpty)
            read.Reject("microreg.cluster.seeds", "this version serves as a single node; records are not replicated yet, so it joins no other");
        return new ClusterSettings(read.Text("microreg.http.bind"), read.Port("microreg.cluster.port"), seeds) { Tls = TlsSettings.Read(read) };
    }
}
