using MicroReg.Actors.Replication;
using MicroReg.Domain.Database;
using MicroReg.Domain.Health;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Nodes;
using MicroReg.Domain.Ownership;
using MicroReg.Domain.Records;

namespace MicroReg.Actors.Health;

/// <summary>What outlives the health actor and its actor system: the heartbeats, and the status that is published.</summary>
/// <param name="database">The records.</param>
/// <param name="replica">Which nodes are there.</param>
/// <param name="fitness">Where is published whether this node is fit to own instances.</param>
/// <param name="options">How careful it is.</param>
/// <param name="prober">Makes the probes.</param>
/// <param name="time">The clock.</param>
/// <param name="random">Spreads probes. One actor at a time draws from it.</param>
internal sealed class HealthRuntime(
    RegistryDatabase database,
    Func<ReplicaStatus> replica,
    PublishedFitness fitness,
    HealthOptions options,
    IProber prober,
    TimeProvider time,
    Random random)
{
    private static readonly RegistryFault CutOff = new(
        FaultKind.Unavailable,
        "Most of the other nodes do not hear this one. They may call the instance dead without its heartbeats; use another node.");

    private readonly long _startedAt = time.GetTimestamp();
    private readonly Lazy<HeartbeatTable> _heartbeats = new(() => new HeartbeatTable(database.Loaded.NodeId));
    private volatile HealthStatus _status = HealthStatus.None;
    private int _isReleaseAsked;

    /// <summary>How careful the node is.</summary>
    public HealthOptions Options => options;

    /// <summary>What it watches; for any thread.</summary>
    public HealthStatus Status => _status with { Heartbeats = _heartbeats.IsValueCreated ? Heartbeats.Taken : 0 };

    internal RegistryDatabase Database => database;

    internal PublishedFitness Fitness => fitness;

    internal IProber Prober => prober;

    internal TimeProvider Time => time;

    internal Random Random => random;

    /// <summary>The lasting id of this node.</summary>
    internal string NodeId => database.Loaded.NodeId;

    /// <summary>The heartbeats that were taken. There are none before the records are loaded, which tell who this node is.</summary>
    internal HeartbeatTable Heartbeats => _heartbeats.Value;

    internal ReplicaStatus Replica => replica();

    /// <summary>Instances that were written since the last tick.</summary>
    internal ChangedInstances Changed { get; } = new(ChangedInstances.Most);

    /// <summary>The uptime of the node in milliseconds: every time of health is one of these.</summary>
    internal long Now => (long)time.GetElapsedTime(_startedAt).TotalMilliseconds;

    /// <summary>Takes a sign of life.</summary>
    /// <returns>
    /// False if no such instance is registered here. A fault if only a minority hears this node: the others do not hear of it, and may
    /// know what this node does not. It counts here all the same, for an instance that finds no other node.
    /// </returns>
    public Outcome<bool> Heartbeat(InstanceKey instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        var record = database.View.Find(instance.Name)?.At(instance.Endpoint);
        if (record is { Registration.Attributes.TtlSeconds: not null })
            Heartbeats.Take(record.Key, Now);
        return OwnerNodes.IsHeardByHalf(Replica) ? record is not null : CutOff;
    }

    /// <summary>Ends self-preservation at the next tick, here and at the other nodes.</summary>
    /// <returns>How many instances are preserved here now.</returns>
    public int Release()
    {
        Interlocked.Exchange(ref _isReleaseAsked, 1);
        return _status.Preserved;
    }

    internal bool TakeReleaseAsked() => Interlocked.Exchange(ref _isReleaseAsked, 0) == 1;

    internal void Publish(HealthStatus status) => _status = status;
}
