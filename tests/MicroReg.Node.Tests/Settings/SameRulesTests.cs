using System.Collections.Immutable;
using Akka.Configuration;
using MicroReg.Domain.Health;
using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;
using MicroReg.Hosting;
using MicroReg.Node.Settings;
using MicroReg.Storage;
using MicroReg.XmlRpc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace MicroReg.Node.Tests.Settings;

/// <summary>A registry refuses a wrong setting in the same words, whether an operator wrote it in a file or a developer in code.</summary>
public sealed class SameRulesTests
{
    private static readonly MicroRegSettings Good = new();
    private static readonly ClusterSettings Cluster = new("127.0.0.1", 4053, []);

    public static TheoryData<string, MicroRegSettings> Wrong { get; } = new()
    {
        { "microreg.http.request-head-timeout = 500ms", Good with { XmlRpc = new() { HeadersTimeout = TimeSpan.FromMilliseconds(500) } } },
        { "microreg.http.min-request-rate = 0", Good with { XmlRpc = new() { MinBodyBytesPerSecond = 0 } } },
        { "microreg.xmlrpc.max-body = 512B", Good with { XmlRpc = new() { Limits = new XmlRpcLimits { MaxBodyBytes = 512 } } } },
        { "microreg.xmlrpc.max-depth = 3", Good with { XmlRpc = new() { Limits = new XmlRpcLimits { MaxDepth = 3 } } } },
        { "microreg.events.heartbeat-interval = 0s", Good with { Events = new() { HeartbeatInterval = TimeSpan.Zero } } },
        { "microreg.events.max-subscriptions = -1", Good with { Subscriptions = new() { MaxSubscriptions = -1 } } },
        { "microreg.registry.call-timeout = 90m", Good with { ServiceDb = new() { CallTimeout = TimeSpan.FromMinutes(90) } } },
        { "microreg.registry.tombstone-retention = 366d", Good with { Replication = new() { Retention = TimeSpan.FromDays(366) } } },
        { "microreg.storage.directory = \"\"", Good with { Storage = new() { Directory = "" } } },
        { "microreg.storage.cache-size = 63KiB", Good with { Storage = new() { CacheKiB = 63 } } },
        { "microreg.storage.fsync = 7", Good with { Storage = new() { Fsync = (FsyncMode)7 } } },
        { "microreg.diagnostics.clock-offset = -400d", Good with { ClockOffset = TimeSpan.FromDays(-400) } },
        { "microreg.health.default-check.interval = 0s", Good with { Health = Check(new(HealthCheckKind.Tcp, IntervalSeconds: 0)) } },
        { "microreg.health.default-check.interval = 3601s", Good with { Health = Check(new(HealthCheckKind.Tcp, IntervalSeconds: 3601)) } },
        { "microreg.health.default-check.timeout = 0s", Good with { Health = Check(new(HealthCheckKind.Tcp, TimeoutSeconds: 0)) } },
        { "microreg.health.default-check.timeout = 11s", Good with { Health = Check(new(HealthCheckKind.Tcp, TimeoutSeconds: 11)) } },
        { "microreg.health.default-check.path = health", Good with { Health = Check(new(HealthCheckKind.Tcp, Path: "health")) } },
        { "microreg.health.max-probes = 0", Good with { Health = new() { MaxProbes = 0 } } },
        { "microreg.health.hold-share = 1.5", Good with { Health = new() { SelfPreservationShare = 1.5 } } },
        { "microreg.cluster.acknowledgement = 9", Good with { MicroDb = new() { Acknowledgement = (AcknowledgementLevel)9 } } },
        { "microreg.cluster.peer-timeout = 1ms", Good with { Replication = new() { PeerTimeout = TimeSpan.FromMilliseconds(1) } } },
        { "microreg.http.bind = nowhere", Good with { Cluster = Cluster with { Host = "nowhere" } } },
        { "microreg.cluster.port = 65536", Good with { Cluster = Cluster with { Port = 65536 } } },
        { "microreg.cluster.seeds = [10.0.0.1]", Good with { Cluster = Cluster with { Seeds = ["10.0.0.1"] } } },
        { "microreg.cluster.advertise = \"a b\"", Good with { Cluster = Cluster with { AdvertisedHost = "a b" } } },
        {
            "microreg.cluster.advertise = \"a:1\"\nmicroreg.cluster.port = 0",
            Good with { Cluster = Cluster with { Port = 0, AdvertisedHost = "a", AdvertisedPort = 1 } }
        },
        {
            "microreg.http.bind = \"0.0.0.0\"\nmicroreg.cluster.seeds = [\"10.0.0.1:1\"]",
            Good with { Cluster = Cluster with { Host = "0.0.0.0", Seeds = ["10.0.0.1:1"] } }
        },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task The_executable_and_an_embedded_registry_refuse_a_value_in_the_same_words(string configured, MicroRegSettings coded)
    {
        var told = Assert.Single(ErrorsOf(configured));

        Assert.Equal([told], await StartAsync(coded));
    }

    [Fact]
    public async Task An_embedded_registry_tells_of_every_mistake_at_once_and_starts_nothing()
    {
        var directory = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

        var failures = await StartAsync(Good with
        {
            Storage = new() { Directory = directory, CacheKiB = 1 },
            Journal = new() { ProbeInterval = TimeSpan.Zero },
            Health = new() { MaxProbes = 0 },
        });

        Assert.Equal(
            ["microreg.storage.cache-size = \"1KiB\"", "microreg.storage.probe-interval = \"0s\"", "microreg.health.max-probes = \"0\""],
            failures.Select(failure => failure[..failure.IndexOf(": must be", StringComparison.Ordinal)]));
        Assert.False(Directory.Exists(directory));
    }

    [Fact]
    public async Task What_only_code_can_set_of_a_check_is_checked_as_well() =>
        Assert.Contains(
            "check.expected_status_from: must be 100 to 599, not 7",
            Assert.Single(await StartAsync(Good with { Health = Check(new(HealthCheckKind.Http, ExpectedStatusFrom: 7)) })),
            StringComparison.Ordinal);

    /// <summary>Names, directories and passwords may be anything; of two files of TLS the first is told of.</summary>
    [Fact]
    public void Every_setting_that_can_not_be_anything_refuses_nonsense() =>
        Assert.Equal(
            ["microreg.cluster.tls.authority", "microreg.cluster.tls.password", "microreg.node.name", "microreg.storage.directory"],
            Configuration.Paths
                .Where(path => !ErrorsOf($"{path} = \"? ?\"").Any(error => error.StartsWith($"{path} = ", StringComparison.Ordinal)))
                .Order());

    private static ImmutableArray<string> ErrorsOf(string text)
    {
        SettingsLoader.Load(ConfigurationFactory.ParseString(text), out var errors);
        return errors;
    }

    private static HealthOptions Check(HealthCheck check) => new() { DefaultCheck = check };

    private static async Task<IEnumerable<string>> StartAsync(MicroRegSettings settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddMicroReg(settings);
        using var host = builder.Build();
        return (await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync())).Failures;
    }
}
