namespace MicroReg.Testing.Nodes;

/// <summary>What cluster a scenario needs.</summary>
/// <param name="Nodes">How many nodes at the start.</param>
/// <param name="HasOwnNetwork">True to give every node a network of its own, so that links can be cut.</param>
/// <param name="Settings">Settings of every node, as PATH=VALUE.</param>
public sealed record ClusterShape(int Nodes, bool HasOwnNetwork, params string[] Settings);
