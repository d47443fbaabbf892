namespace MicroReg.Client.Tests.EndToEnd;

/// <summary>Tests with nodes in processes of their own run one after another: a port is free while its node is killed, and another cluster would take it.</summary>
[CollectionDefinition(nameof(RealNodes))]
public sealed class RealNodes;
