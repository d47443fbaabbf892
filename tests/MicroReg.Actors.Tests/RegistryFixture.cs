using Akka.Actor;
using MicroReg.Actors.Cluster;
using MicroReg.Actors.Health;
using MicroReg.Actors.Journal;
using MicroReg.Actors.MicroDb;
using MicroReg.Actors.Registry;
using MicroReg.Actors.Replication;
using MicroReg.Actors.ServiceDb;
using MicroReg.Actors.Subscriptions;
using MicroReg.Actors.Tests.Health;
using MicroReg.Actors.Tests.Subscriptions;
using MicroReg.Domain.Database;
using MicroReg.Domain.Events;
using MicroReg.Domain.Health;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Nodes;
using MicroReg.Domain.Records;
using MicroReg.Domain.Registry;
using MicroReg.Domain.Replication;
using MicroReg.Domain.Rules;
using MicroReg.Domain.Subscriptions;
using MicroReg.Domain.Versions;
using Microsoft.Extensions.Time.Testing;

namespace MicroReg.Actors.Tests;

/// <summary>The actors of one node on a store in memory, wired as in a node, with time in the test's hand.</summary>
internal sealed class RegistryFixture : IDisposable
{
    private readonly JournalWriter _writer;
    private int _drawn;

    public RegistryFixture(ActorSystem system, MemoryStore? store = null, MicroDbOptions? options = null)
    {
        Store = store ?? new MemoryStore();
        Database = new RegistryDatabase(new OriginId(1), Time);
        Database.Load(Store);
        Database.Feed.Begin(Database.Records.Vector);
        Events = new StatusFeed(Database.Feed, new FeedOptions(), () => Readiness.Ready, Time);
        var fitness = new PublishedFitness(Time);
        Replica = new ReplicaRuntime(Database, new ReplicationOptions { IsAlone = true }, fitness, Time, new Random(1));
        Services = new ServiceDbRuntime(Database, () => IsReady);
        _writer = new JournalWriter(Store);
        MicroDb = system.ActorOf(
            Props.Create(() => new MicroDbActor(Database, Pending, options ?? new MicroDbOptions(), () => Replica.Status, Time)),
            "micro-db");
        Journal = system.ActorOf(
            Props.Create(() => new JournalActor(_writer, MicroDb, new JournalOptions { ProbeInterval = TimeSpan.FromMilliseconds(20) })),
            "journal");
        ServiceDb = system.ActorOf(Props.Create(() => new ServiceDbActor(Services, new ServiceTable(), MicroDb)), "service-db");
        Current.Begin(new RunningSystem(system, ServiceDb, ActorRefs.Nobody, "", CancellationToken.None));
        Subscriptions = new SubscriptionRuntime(
            Database, Events, () => Cluster ?? Replica.Status, SubscriptionOptions, Subscribers, Time, new Random(2));
        Health = new HealthRuntime(Database, () => Cluster ?? Replica.Status, fitness, HealthOptions, Prober, Time, new Random(3));
        var readiness = new NodeReadiness(Current, Replica);
        Registry = new ServiceDbClient(
            Current,
            Database,
            new NodeView(
                new NodeIdentity("test", new OriginId(1), "0"),
                Database,
                Pending,
                Current,
                readiness,
                Replica,
                Services,
                Subscriptions,
                Health),
            Events,
            new SubscriptionRequests(Database.Subscriptions, SubscriptionOptions, Time, () => $"sub-{++_drawn}"),
            Health,
            new ServiceDbOptions { CallTimeout = TimeSpan.FromMinutes(10) },
            TimeProvider.System);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public MemoryStore Store { get; }

    public RegistryDatabase Database { get; }

    public StatusFeed Events { get; }

    public PendingCommits Pending { get; } = new();

    public ReplicaRuntime Replica { get; }

    public CurrentSystem Current { get; } = new();

    public IActorRef MicroDb { get; }

    public IActorRef Journal { get; }

    public IActorRef ServiceDb { get; }

    public ServiceDbRuntime Services { get; }

    /// <summary>Whether the node may be asked, as ServiceDb sees it.</summary>
    public bool IsReady { get; set; } = true;

    /// <summary>The actors of services, that of the subscriptions included.</summary>
    public IReadOnlyList<IActorRef> ServiceActors => [.. ((ActorRefWithCell)ServiceDb).Underlying.ChildrenContainer.Children];

    public IRegistry Registry { get; }

    public SubscriptionOptions SubscriptionOptions { get; } = new() { MaxSubscriptions = 100 };

    public SubscriptionRuntime Subscriptions { get; }

    public HealthOptions HealthOptions { get; } = new();

    public HealthRuntime Health { get; }

    public FakeProber Prober { get; } = new();

    /// <summary>What subscriptions and the watch over instances are told of the other nodes; null for what is true.</summary>
    public ReplicaStatus? Cluster { get; set; }

    public FakeSubscribers Subscribers { get; } = new();

    /// <summary>Starts the watch over instances.</summary>
    public IActorRef StartHealth(ActorSystem system) =>
        system.ActorOf(Props.Create(() => new HealthActor(Health, ServiceDb)), HealthActor.Name);

    /// <summary>Starts the calls to subscribers.</summary>
    public IActorRef StartSubscriptions(ActorSystem system) =>
        system.ActorOf(Props.Create(() => new StatusFeedActor(Subscriptions, ServiceDb)), StatusFeedActor.Name);

    /// <summary>Starts replication, of a node without others.</summary>
    public IActorRef StartReplication(ActorSystem system) => system.ActorOf(
        Props.Create(
            () => new ReplicationActor(Replica, Events, new ReplicaIdentity("0123456789abcdef", "test", ""), MicroDb, ActorRefs.Nobody)),
        "replication");

    public Task<Outcome<int>> Register(string name, int port = 80) =>
        Registry.RegisterAsync(RegistryCommands.Register(name, "127.0.0.1", port).Value);

    public Task<Outcome<bool>> Update(string name, ServiceStatus status) =>
        Registry.UpdateStatusAsync(RegistryCommands.UpdateStatus(name, null, status).Value);

    public Task<Outcome<bool>> Unregister(string name) =>
        Registry.UnregisterAsync(RegistryCommands.Unregister(name, null).Value);

    public void Dispose()
    {
        Store.LetGo();
        _writer.Dispose();
        Store.Dispose();
    }
}
