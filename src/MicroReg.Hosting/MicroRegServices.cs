using System.Reflection;
using System.Security.Cryptography;
using Akka.Hosting;
using MicroReg.Actors.Cluster;
using MicroReg.Actors.Health;
using MicroReg.Actors.Journal;
using MicroReg.Actors.MicroDb;
using MicroReg.Actors.Registry;
using MicroReg.Actors.Replication;
using MicroReg.Actors.ServiceDb;
using MicroReg.Actors.Subscriptions;
using MicroReg.Actors.Supervision;
using MicroReg.Domain.Database;
using MicroReg.Domain.Events;
using MicroReg.Domain.Health;
using MicroReg.Domain.Journal;
using MicroReg.Domain.Nodes;
using MicroReg.Domain.Registry;
using MicroReg.Domain.Replication;
using MicroReg.Domain.Subscriptions;
using MicroReg.Domain.Versions;
using MicroReg.Edge.Callbacks;
using MicroReg.Edge.Http;
using MicroReg.Edge.Probing;
using MicroReg.Hosting.ActorSystems;
using MicroReg.Hosting.Records;
using MicroReg.Hosting.Rules;
using MicroReg.Storage;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace MicroReg.Hosting;

/// <summary>Puts a registry into a host: the executable's own, or any ASP.NET Core application.</summary>
public static class MicroRegServices
{
    /// <summary>
    /// Adds a registry. The host then offers <see cref="IRegistry"/>; <c>app.MapMicroReg()</c> puts its XML-RPC and
    /// JSON faces on the application's web server.
    /// </summary>
    public static IServiceCollection AddMicroReg(this IServiceCollection services, MicroRegSettings settings)
    {
        services.TryAddSingleton(settings.ClockOffset == TimeSpan.Zero ? TimeProvider.System : new ShiftedTime(settings.ClockOffset));
        services.AddOptions<MicroRegSettings>().ValidateOnStart();
        services.AddSingleton<IOptionsFactory<MicroRegSettings>>(
            provider => ActivatorUtilities.CreateInstance<SettingsFactory>(provider, settings));
        services.AddSingleton<IValidateOptions<MicroRegSettings>, SettingsValidation>();
        services.AddRecords(settings);
        services.AddSingleton<CurrentSystem>();
        services.AddSingleton(provider => ServiceDb(
            provider.GetRequiredService<RegistryDatabase>(), provider.GetRequiredService<ReplicaRuntime>()));
        services.AddSingleton(provider => MetBefore(provider.GetRequiredService<RegistryDatabase>().Loaded));
        services.AddSingleton<NodeReadiness>();
        services.AddSingleton<NodeView>();
        services.AddSubscriptions(settings);
        services.AddHealth(settings);
        services.AddSingleton(host => ActorSystems(settings, host));
        services.AddHostedService<RecordsLoader>();
        services.AddSingleton(settings.Replacements);
        services.AddHostedService<NodeSystem>();
        services.AddSingleton<IRegistry>(provider => new ServiceDbClient(
            provider.GetRequiredService<CurrentSystem>(),
            provider.GetRequiredService<RegistryDatabase>(),
            provider.GetRequiredService<NodeView>(),
            provider.GetRequiredService<StatusFeed>(),
            provider.GetRequiredService<SubscriptionRequests>(),
            provider.GetRequiredService<HealthRuntime>(),
            settings.ServiceDb,
            provider.GetRequiredService<TimeProvider>()));
        return services.AddMicroRegEdge(new EdgeOptions
        {
            XmlRpc = settings.XmlRpc,
            Events = settings.Events,
            AllowCollect = settings.AllowCollect,
            SqliteCacheBytes = () => SqliteRecordStore.MemoryUsed,
        });
    }

    /// <summary>What outlives the actor systems is there before the first of them, and ends after the last.</summary>
    private static ActorSystemStart ActorSystems(MicroRegSettings settings, IServiceProvider host)
    {
        var loggers = host.GetRequiredService<ILoggerFactory>();
        var time = host.GetRequiredService<TimeProvider>();
        host.GetRequiredService<JournalWriter>();
        return port => ActorSystemInstance.StartAsync(
            loggers, time, (akka, restart) => akka.AddNodeConfiguration(settings, port).AddNodeActors(settings, host, restart));
    }

    /// <summary>The actors of one actor system, in the order in which they need each other.</summary>
    private static void AddNodeActors(
        this AkkaConfigurationBuilder akka, MicroRegSettings settings, IServiceProvider host, RestartDemand restart)
    {
        var database = host.GetRequiredService<RegistryDatabase>();
        var replica = host.GetRequiredService<ReplicaRuntime>();
        akka
            .AddMicroDb(database, host.GetRequiredService<PendingCommits>(), settings.MicroDb, () => replica.Status, replica.Time)
            .AddJournal(host.GetRequiredService<JournalWriter>(), settings.Journal)
            .AddServiceDb(host.GetRequiredService<ServiceDbRuntime>());
        if (settings.Cluster is { } cluster)
            akka.AddMembership(
                new MembershipOptions
                {
                    Seeds = cluster.Seeds,
                    HasData = () => database.View.InstanceCount > 0,
                    PeerTimeout = settings.Replication.PeerTimeout,
                    Time = host.GetRequiredService<TimeProvider>(),
                },
                host.GetRequiredService<KnownPeers>(),
                restart);
        akka.AddReplication(replica, host.GetRequiredService<StatusFeed>(), database.Loaded.NodeId, settings.NodeName)
            .AddSubscriptions(host.GetRequiredService<SubscriptionRuntime>())
            .AddHealth(host.GetRequiredService<HealthRuntime>())
            .AddGuardian(restart, ClusterExit.IsUnderWay);
    }

    /// <summary>Subscribers that are called back. The calls belong to the actors, everything else outlives them.</summary>
    private static void AddSubscriptions(this IServiceCollection services, MicroRegSettings settings)
    {
        var refresh = TimeSpan.FromTicks(Math.Min(settings.Subscriptions.CursorRefresh.Ticks, settings.Replication.Retention.Ticks / 4));
        services.AddSingleton(settings.Subscriptions with { CursorRefresh = refresh });
        services.TryAddSingleton<ISubscriberCaller>(_ =>
            new XmlRpcSubscriberCaller(settings.NodeName, settings.Subscriptions.Targets));
        services.AddSingleton(provider => new SubscriptionRequests(
            provider.GetRequiredService<RegistryDatabase>().Subscriptions,
            settings.Subscriptions,
            provider.GetRequiredService<TimeProvider>(),
            () => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))));
        services.AddSingleton(provider =>
        {
            var replica = provider.GetRequiredService<ReplicaRuntime>();
            return new SubscriptionRuntime(
                provider.GetRequiredService<RegistryDatabase>(),
                provider.GetRequiredService<StatusFeed>(),
                () => replica.Status,
                provider.GetRequiredService<SubscriptionOptions>(),
                provider.GetRequiredService<ISubscriberCaller>(),
                provider.GetRequiredService<TimeProvider>(),
                settings.NewRandom());
        });
    }

    /// <summary>Liveness. The heartbeats outlive the actors: services go on sending them while the actors are replaced.</summary>
    private static void AddHealth(this IServiceCollection services, MicroRegSettings settings)
    {
        services.TryAddSingleton<IProber>(
            provider => new SocketProber(settings.Health.Targets, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider =>
        {
            var (replica, pending) = (provider.GetRequiredService<ReplicaRuntime>(), provider.GetRequiredService<PendingCommits>());
            return new HealthRuntime(
                provider.GetRequiredService<RegistryDatabase>(),
                () => pending.Refusal is { } refusal ? replica.Status with { WriteFault = refusal } : replica.Status,
                provider.GetRequiredService<PublishedFitness>(),
                settings.Health,
                provider.GetRequiredService<IProber>(),
                provider.GetRequiredService<TimeProvider>(),
                settings.NewRandom());
        });
    }

    /// <summary>The records in memory and on disk. They outlive the actors, and are loaded before the first of them starts.</summary>
    private static void AddRecords(this IServiceCollection services, MicroRegSettings settings)
    {
        services.AddSingleton<IRecordStore>(_ => new DeferredStore(settings.Storage));
        services.AddSingleton(provider => new RegistryDatabase(NewOrigin(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<JournalWriter>();
        services.AddSingleton<PendingCommits>();
        services.AddSingleton(provider =>
        {
            var readiness = provider.GetRequiredService<NodeReadiness>();
            var replica = provider.GetRequiredService<ReplicaRuntime>();
            return new StatusFeed(
                provider.GetRequiredService<RegistryDatabase>().Feed,
                new FeedOptions { CursorLifetime = settings.Replication.Retention },
                () => readiness.Current,
                provider.GetRequiredService<TimeProvider>())
            {
                CompleteAsOf = () => replica.Status.CompleteAsOf,
            };
        });
        services.AddSingleton(provider => new PublishedFitness(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new ReplicaRuntime(
            provider.GetRequiredService<RegistryDatabase>(),
            ReplicationOf(settings),
            provider.GetRequiredService<PublishedFitness>(),
            provider.GetRequiredService<TimeProvider>(),
            settings.NewRandom()));
        services.AddSingleton(provider => new NodeIdentity(
            settings.NodeName,
            provider.GetRequiredService<RegistryDatabase>().Records.Origin,
            typeof(MicroRegServices).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion));
    }

    private static ServiceDbRuntime ServiceDb(RegistryDatabase database, ReplicaRuntime replica) =>
        new(database, () => replica.Status.Readiness.IsReady);

    /// <summary>The nodes that the disk knows, before the first actor system looks for a cluster.</summary>
    private static KnownPeers MetBefore(NodeFacts facts)
    {
        var peers = new KnownPeers();
        peers.Add(facts.Cluster.Known.All
            .Where(node => node.NodeId != facts.NodeId && node.State is (NodeState.Counted or NodeState.Joining))
            .Select(node => node.Address));
        return peers;
    }

    /// <summary>A node without seeds may begin alone, and so may the first of the seeds if no other one is there.</summary>
    private static ReplicationOptions ReplicationOf(MicroRegSettings settings)
    {
        var seeds = settings.Cluster?.Seeds ?? [];
        return settings.Replication with
        {
            IsAlone = seeds.IsEmpty,
            IsFirstSeed = seeds is [var first, ..] && first == settings.Cluster!.Address
        };
    }

    private static OriginId NewOrigin() => new(BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)));
}
