namespace MicroReg.Client.Tests.EndToEnd;

/// <summary>
/// Tests that start node processes run one after another. While a node is killed its port is free, and another cluster could take it.
/// </summary>
[CollectionDefinition(nameof(RealNodes))]
public sealed class RealNodes;
