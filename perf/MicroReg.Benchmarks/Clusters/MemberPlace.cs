using MicroReg.Testing.Networks;

namespace MicroReg.Benchmarks.Clusters;

/// <summary>Where one node of a cluster lives. It keeps its ports when it is started again, as nodes usually do.</summary>
internal sealed record MemberPlace(string Name, string DataDirectory, NodePlace Place)
{
    public int HttpPort => Place.HttpPort;

    public int ClusterPort => Place.ClusterPort;

    /// <summary>Places for so many nodes, each with an empty directory below the one given.</summary>
    public static MemberPlace[] Take(string directory, int count) =>
        [.. Enumerable.Range(1, count).Select(i => Take($"node-{i}", Path.Combine(directory, $"node-{i}")))];

    public static MemberPlace Take(string name, string dataDirectory) => new(name, dataDirectory, LoopbackNetwork.TakePlace());
}
