using MicroReg.Testing.Networks;

namespace MicroReg.Testing.Nodes;

/// <summary>What cluster a scenario needs.</summary>
/// <param name="Nodes">How many nodes at the start.</param>
/// <param name="HasOwnNetwork">True to give every node a network of its own, so that links can be cut.</param>
/// <param name="Settings">Settings of every node, as PATH=VALUE.</param>
public sealed record ClusterShape(int Nodes, bool HasOwnNetwork, params string[] Settings)
{
    /// <summary>How the nodes are started.</summary>
    public NodeSetup Setup { get; init; } = NodeSetup.Default;

    /// <summary>Where data and logs are, and stay; null for a directory that goes with the cluster.</summary>
    public string? Directory { get; init; }

    /// <summary>
    /// Where the nodes live; empty for new places. A cluster that starts from a copy of another one's data needs the same places, because
    /// nodes remember each other's addresses.
    /// </summary>
    public IReadOnlyList<NodePlace> Places { get; init; } = [];
}
