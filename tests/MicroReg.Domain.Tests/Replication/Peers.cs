using MicroReg.Domain.Nodes;
using MicroReg.Domain.Replication;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Tests.Replication;

/// <summary>Other nodes and their messages.</summary>
internal static class Peers
{
    public static OriginId Self { get; } = new(0x5e1f);

    public static KnownNode Node(string id, NodeState state = NodeState.Counted, long changed = 1) =>
        new(id, id, $"{id}:4053", state, new Stamp(new HybridTime(changed), Self));

    public static KnownNodes Known(params string[] counted) => KnownNodes.Of(counted.Select(id => Node(id)));

    public static Hello HelloOf(string node, ulong run = 1, long seen = 0, long durable = 0) => new(
        node, node, $"{node}:4053", new OriginId(run), 0, Up(Math.Max(seen, durable)), Up(durable), true, true, false, VersionVector.Empty,
            KnownNodes.None, [], false);

    private static VersionVector Up(long sequence) => sequence == 0 ? VersionVector.Empty : VersionVector.Of(Self, sequence);
}
