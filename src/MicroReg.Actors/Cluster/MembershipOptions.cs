using System.Collections.Immutable;

namespace MicroReg.Actors.Cluster;

/// <summary>How a node finds its cluster.</summary>
internal sealed record MembershipOptions
{
    /// <summary>Other nodes, as "host:port"; this one may be among them. Default: <value>none</value>.</summary>
    public ImmutableArray<string> Seeds { get; init; } = [];

    /// <summary>
    /// How often the node checks whether it must join or form a cluster. It also checks when it hears from a node. Default: <value>500
    /// ms</value>.
    /// </summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>A node that is silent for longer is no longer heard. The same time as in replication.</summary>
    public required TimeSpan PeerTimeout { get; init; }

    /// <summary>Measures how long ago something was. Its timers are not used: an actor's timers are those of its actor system.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Whether this node has records. Default: <value>it has none</value>.</summary>
    public Func<bool> HasData { get; init; } = () => false;
}
