using Akka.Configuration;
using MicroReg.Actors.Journal;
using MicroReg.Actors.MicroDb;
using MicroReg.Actors.ServiceDb;
using MicroReg.Domain.Health;
using MicroReg.Domain.Replication;
using MicroReg.Domain.Subscriptions;
using MicroReg.Edge.Http.Events;
using MicroReg.Edge.XmlRpc.Http;
using MicroReg.Storage;

namespace MicroReg.Hosting;

/// <summary>
/// The settings of a registry in a process, by feature. A host application makes one in code; the executable reads
/// one from its configuration. The defaults are those of <c>hocon/microreg.hocon</c>.
/// </summary>
public sealed record MicroRegSettings
{
    /// <summary>The name of this node in logs and answers. Default: <value>the host name of the machine</value>.</summary>
    public string NodeName { get; init; } = Environment.MachineName;

    /// <summary>Where and how the executable serves HTTP. A host application configures its own web server instead.</summary>
    public HttpSettings Http { get; init; } = new();

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

    /// <summary>How this node keeps in step with the others. Default in code: <value>the defaults, alone</value>.</summary>
    public ReplicationOptions Replication { get; init; } = new() { IsAlone = true };

    /// <summary>What the executable logs. A host application configures its own logging instead.</summary>
    public LogSettings Log { get; init; } = new();

    /// <summary>Whether a garbage collection may be asked for over HTTP. Default: <value>false</value>.</summary>
    public bool AllowCollect { get; init; }

    /// <summary>How far this node's wall clock is ahead of the machine's, for tests. Default: <value>0</value>.</summary>
    public TimeSpan ClockOffset { get; init; }

    /// <summary>Tuning of the actor system, above the shipped one. Default: <value>none</value>.</summary>
    public Config Akka { get; init; } = Config.Empty;
}

/// <summary>Where and how the executable serves HTTP.</summary>
public sealed record HttpSettings
{
    /// <summary>The address to listen on. Default: <value>127.0.0.1</value>.</summary>
    public string Bind { get; init; } = "127.0.0.1";

    /// <summary>The port; 0 = any free one. Default: <value>8000</value>.</summary>
    public int Port { get; init; } = 8000;

    /// <summary>Connections at a time. Default: <value>10,000</value>.</summary>
    public int MaxConnections { get; init; } = 10_000;

    /// <summary>How long a connection may be idle between requests. Default: <value>2 minutes</value>.</summary>
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromMinutes(2);
}

/// <summary>What the executable logs.</summary>
/// <param name="IsJson">JSON lines instead of text.</param>
/// <param name="Level">The least severe entries that are written.</param>
public sealed record LogSettings(bool IsJson = false, LogLevel Level = LogLevel.Information);
