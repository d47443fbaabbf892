using Akka.Actor;
using MicroReg.Actors.Cluster;
using MicroReg.Actors.Journal;
using MicroReg.Actors.MicroDb;
using MicroReg.Actors.Replication;
using MicroReg.Actors.ServiceDb;
using MicroReg.Domain.Records;
using MicroReg.Domain.Registry;
using MicroReg.Domain.Replication;
using MicroReg.Domain.Rules;
using MicroReg.Domain.Versions;
using Microsoft.Extensions.Time.Testing;

namespace MicroReg.Actors.Tests;

/// <summary>The actors of one node on a store in memory, wired as in a node, with time in the test's hand.</summary>
internal sealed class RegistryFixture : IDisposable
{
    private readonly JournalWriter _writer;

    public RegistryFixture(ActorSystem system, MemoryStore? store = null, MicroDbOptions? options = null)
    {
        Store = store ?? new MemoryStore();
        Database = new RegistryDatabase(new OriginId(1), Time);
        Database.Load(Store);
        Replica = new ReplicaRuntime(Database, ClusterFacts.None, new ReplicationOptions { IsAlone = true }, Time);
        _writer = new JournalWriter(Store);
        MicroDb = system.ActorOf(Props.Create(() => new MicroDbActor(Database, Pending, options ?? new MicroDbOptions(), Replica)), "micro-db");
        Journal = system.ActorOf(Props.Create(() => new JournalActor(_writer, MicroDb, new JournalOptions { ProbeInterval = TimeSpan.FromMilliseconds(20) })), "journal");
        ServiceDb = system.ActorOf(Props.Create(() => new ServiceDbActor(Database, new ServiceRoutes(), MicroDb)), "service-db");
        Current.Begin(new RunningSystem(system, ServiceDb, ActorRefs.Nobody, "", CancellationToken.None));
        Registry = new ServiceDbClient(
            Current,
            Database,
            new NodeView(new NodeIdentity("test", "0123456789abcdef", new OriginId(1), "0"), Database, Pending, Current, Replica),
            new ServiceDbOptions { CallTimeout = TimeSpan.FromSeconds(20) });
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public MemoryStore Store { get; }

    public RegistryDatabase Database { get; }

    public PendingCommits Pending { get; } = new();

    public ReplicaRuntime Replica { get; }

    public CurrentSystem Current { get; } = new();

    public IActorRef MicroDb { get; }

    public IActorRef Journal { get; }

    public IActorRef ServiceDb { get; }

    public IRegistry Registry { get; }

    /// <summary>Starts replication, of a node without others.</summary>
    public IActorRef StartReplication(ActorSystem system) => system.ActorOf(
        Props.Create(() => new ReplicationActor(Replica, new ReplicaIdentity("0123456789abcdef", "test", ""), MicroDb, ActorRefs.Nobody)), "replication");

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
