using Akka.Configuration;
using MicroReg.Actors.Journal;
using MicroReg.Actors.MicroDb;
using MicroReg.Actors.Registry;
using MicroReg.Actors.Supervision;
using MicroReg.Domain.Health;
using MicroReg.Domain.Replication;
using MicroReg.Domain.Subscriptions;
using MicroReg.Edge.Http.Events;
using MicroReg.Edge.XmlRpc.Http;
using MicroReg.Storage;

namespace MicroReg.Hosting;

/// <summary>
/// The settings of a registry in a process, by feature. A host application creates them in code; the executable reads them from its
/// configuration. Either way they are checked at start-up, by the same rules. The defaults are those of <c>hocon/microreg.hocon</c>.
/// </summary>
public sealed record MicroRegSettings
{
    /// <summary>The name of this node in logs and answers. Default: <value>the host name of the machine</value>.</summary>
    public string NodeName { get; init; } = Environment.MachineName;

    /// <summary>The limits of the XML-RPC edge.</summary>
    public XmlRpcOptions XmlRpc { get; init; } = new();

    /// <summary>The streams of events.</summary>
    public EventStreamOptions Events { get; init; } = new();

    /// <summary>How long callers wait.</summary>
    public ServiceDbOptions ServiceDb { get; init; } = new();

    /// <summary>How subscribers are called back.</summary>
    public SubscriptionOptions Subscriptions { get; init; } = new();

    /// <summary>How instances are watched.</summary>
    public HealthOptions Health { get; init; } = new();

    /// <summary>How the records are kept in memory.</summary>
    public MicroDbOptions MicroDb { get; init; } = new();

    /// <summary>Where and how the records are kept on disk.</summary>
    public StorageOptions Storage { get; init; } = new();

    /// <summary>What is done when the disk fails.</summary>
    public JournalOptions Journal { get; init; } = new();

    /// <summary>The cluster endpoint; null for a registry without one. Default in code: <value>null</value>.</summary>
    public ClusterSettings? Cluster { get; init; }

    /// <summary>
    /// How this node keeps in step with the others. Whether it may start alone is decided by the seeds of <see cref="Cluster"/>, not here.
    /// </summary>
    public ReplicationOptions Replication { get; init; } = new();

    /// <summary>How often an actor system that failed is replaced before the host is stopped.</summary>
    public ReplacementOptions Replacements { get; init; } = new();

    /// <summary>Whether a garbage collection may be asked for over HTTP. Default: <value>false</value>.</summary>
    public bool AllowCollect { get; init; }

    /// <summary>How far this node's wall clock is ahead of the machine's, for tests. Default: <value>0</value>.</summary>
    public TimeSpan ClockOffset { get; init; }

    /// <summary>Tuning of the actor system, which overrides the shipped one. Default: <value>none</value>.</summary>
    public Config Akka { get; init; } = Config.Empty;

    /// <summary>Makes what each part of the node draws from. Tests give one with a fixed seed.</summary>
    internal Func<Random> NewRandom { get; init; } = () => new Random();
}
