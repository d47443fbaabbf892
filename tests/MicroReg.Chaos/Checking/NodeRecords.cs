using MicroReg.Chaos.Subscribers;

namespace MicroReg.Chaos.Checking;

/// <summary>A record as a node shows it.</summary>
/// <param name="State">What a caller can know of it.</param>
/// <param name="Document">All of it but the positions of its parts, which may differ between nodes that agree.</param>
internal sealed record NodeRecord(InstanceState State, string Document)
{
    /// <summary>What subscribers receive of it; null if it is not registered.</summary>
    public ShownInstance? Shown { get; init; }
}

/// <summary>All records that a node holds, by instance (name@host:port).</summary>
internal sealed record NodeRecords(string Node, IReadOnlyDictionary<string, NodeRecord> Records)
{
    /// <summary>The instances of which not all nodes hold the same record.</summary>
    public static IReadOnlyList<string> Differing(IReadOnlyCollection<NodeRecords> nodes) =>
    [
        .. nodes.SelectMany(node => node.Records.Keys).Distinct()
            .Where(instance => nodes.Select(node => node.Records.GetValueOrDefault(instance)?.Document).Distinct().Skip(1).Any()),
    ];
}
