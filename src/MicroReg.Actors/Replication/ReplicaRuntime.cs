using MicroReg.Domain.Database;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Nodes;
using MicroReg.Domain.Replication;

namespace MicroReg.Actors.Replication;

/// <summary>
/// What of replication outlives its actor and the actor system: the protocol's state, and what is published of it. A
/// restart of either forgets neither which nodes are known nor that this one has caught up.
/// </summary>
/// <param name="database">The records.</param>
/// <param name="options">How the node keeps in step.</param>
/// <param name="fitness">Whether the node is fit to own instances, which it tells the others.</param>
/// <param name="time">The clock of timeouts.</param>
/// <param name="random">Chooses peers.</param>
internal sealed class ReplicaRuntime(
    RegistryDatabase database, ReplicationOptions options, PublishedFitness fitness, TimeProvider time, Random random)
{
    private readonly RelayedHost _host = new(fitness);
    private volatile ReplicaStatus? _status;

    /// <summary>What replication knew a moment ago; for any thread.</summary>
    public ReplicaStatus Status => _status ?? ReplicaStatus.Alone with
    {
        Readiness = new Readiness(false, false, "The node has just started."),
        Known = database.Loaded.Cluster.Known,
    };

    /// <summary>How the node keeps in step.</summary>
    public ReplicationOptions Options => options;

    /// <summary>The clock of timeouts.</summary>
    public TimeProvider Time => time;

    /// <summary>The protocol, once an actor has taken it up.</summary>
    internal Replica? Replica { get; private set; }

    /// <summary>Hands the protocol to an actor. Only one at a time may have it.</summary>
    internal Replica TakeUp(IReplicaHost host, ReplicaIdentity self)
    {
        _host.Current = host;
        return Replica ??= new Replica(self, database, database.Loaded.Cluster, options, _host, time, random);
    }

    internal void Publish() => _status = Replica!.Describe() with { FitFor = fitness.Milliseconds };

    private sealed class RelayedHost(PublishedFitness fitness) : IReplicaHost
    {
        public IReplicaHost Current { get; set; } = null!;

        public void Send(string address, ReplicationMessage message) =>
            Current.Send(address, message is Hello hello ? hello with { FitFor = fitness.Milliseconds } : message);

        public int SizeOf(PartChange change) => Current.SizeOf(change);

        public void Ask(DatabaseRequest request) => Current.Ask(request);

        public void WakeIn(TimeSpan delay) => Current.WakeIn(delay);

        public void Answer(object ticket, Acknowledged outcome) => Current.Answer(ticket, outcome);

        public void Log(LogSeverity level, string text, params object[] values) => Current.Log(level, text, values);
    }
}
