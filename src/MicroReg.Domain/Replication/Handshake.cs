using System.Collections.Immutable;
using MicroReg.Domain.Kernel;

namespace MicroReg.Domain.Replication;

/// <summary>
/// Decides whether a node that says Hello is one of this cluster, and the one that it says it is. Nodes of another cluster are refused. Of
/// two living nodes with one id the copy is refused, and told.
/// </summary>
internal sealed class Handshake(ReplicaContext context, PeerTable peers, ClusterMemory memory, PhaseKeeper phases)
{
    private static readonly TimeSpan LogInterval = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, TimeSpan> _loggedAt = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TimeSpan> _rivalsSince = new(StringComparer.Ordinal);

    /// <summary>Judges a Hello.</summary>
    /// <param name="hello">The Hello.</param>
    /// <param name="contacts">The configured seeds: clusters that this node means to join.</param>
    public HandshakeVerdict Judge(Hello hello, ImmutableArray<string> contacts)
    {
        if (hello.NodeId == context.Self.NodeId)
            return JudgeNamesake(hello);
        if (!IsOfThisCluster(hello, contacts))
        {
            Log(hello, "Node {Peer} at {Address} belongs to another cluster, {Theirs}; this one is {Ours}. It is refused", hello.Name,
                hello.Address, hello.ClusterId!, memory.Facts.ClusterId!);
            return HandshakeVerdict.Refused;
        }

        if (hello.DuplicateOf is { } original && original != context.Self.Address)
            phases.OnOriginal(original);
        return JudgeRival(hello);
    }

    private HandshakeVerdict JudgeNamesake(Hello hello)
    {
        if (hello.Address == context.Self.Address)
            return HandshakeVerdict.Ignored;
        if (IsOriginal(hello, memory.IsAtHome, context.Self.Address))
            phases.OnOriginal(hello.Address);
        else
            Log(hello, "The node at {Address} has the same id as this one. It runs on a copy of the data directory, and is refused",
                hello.Address);
        return HandshakeVerdict.Refused;
    }

    /// <summary>A node may have moved. Only if the one at the former address still talks are there two.</summary>
    private HandshakeVerdict JudgeRival(Hello hello)
    {
        if (peers.Find(hello.NodeId) is not { } peer || peer.Address == hello.Address || !peers.IsReachable(peer)
            || IsOriginal(hello, peer.Last.IsAtHome != false, peer.Address))
        {
            _rivalsSince.Remove(hello.Address);
            return HandshakeVerdict.Accepted;
        }

        _rivalsSince.TryAdd(hello.Address, context.Now);
        if (peer.HeardAt <= _rivalsSince[hello.Address])
            return HandshakeVerdict.Ignored;
        Log(hello, "The nodes at {Address} and {Other} have the same id. The latter runs on a copy of the data directory, and is refused",
            peer.Address, hello.Address);
        return HandshakeVerdict.DuplicateOf(peer.Address);
    }

    /// <summary>
    /// True if the sender is the original of two nodes with one id: the one that is at the address at which the data directory was ready
    /// last. If both are, or none, the lower address decides, at all nodes alike.
    /// </summary>
    private static bool IsOriginal(Hello hello, bool isOtherAtHome, string otherAddress) =>
        hello.IsAtHome != false == isOtherAtHome
            ? string.CompareOrdinal(hello.Address, otherAddress) < 0
            : hello.IsAtHome != false;

    /// <summary>
    /// A node that knows no other joins the cluster of its seeds. Two such nodes that name each other agree on the lower identity, and so
    /// do nodes that know each other from before.
    /// </summary>
    private bool IsOfThisCluster(Hello hello, ImmutableArray<string> contacts)
    {
        if (hello.ClusterId is not { Length: > 0 } theirs || theirs == memory.Facts.ClusterId)
            return true;
        var (isLower, ours) = (string.CompareOrdinal(theirs, memory.Facts.ClusterId) < 0, memory.Facts.ClusterId);
        var areAcquainted = memory.Known.Find(hello.NodeId) is not null && hello.Known.Find(context.Self.NodeId) is not null;
        var isTheirsLone = hello.Known.All.All(node => node.NodeId == hello.NodeId || node.NodeId == context.Self.NodeId);
        var means = memory.IsLone && contacts.Contains(hello.Address) && (isLower || !isTheirsLone);
        if (ours is not null && !areAcquainted && !means)
            return false;
        if (ours is null || means || isLower)
            memory.Join(theirs);
        return true;
    }

    private void Log(Hello hello, string text, params object[] values)
    {
        if (_loggedAt.TryGetValue(hello.Address, out var last) && context.Now - last < LogInterval)
            return;
        _loggedAt[hello.Address] = context.Now;
        context.Host.Log(LogSeverity.Warning, text, values);
    }
}

/// <summary>What becomes of a Hello.</summary>
/// <param name="IsAccepted">True if its sender counts.</param>
/// <param name="IsAnswered">True if it is answered, so that a sender that is refused learns why.</param>
/// <param name="Original">The node whose copy the sender is; null if it is none.</param>
internal readonly record struct HandshakeVerdict(bool IsAccepted, bool IsAnswered, string? Original)
{
    public static HandshakeVerdict Accepted => new(true, true, null);

    public static HandshakeVerdict Refused => new(false, true, null);

    public static HandshakeVerdict Ignored => new(false, false, null);

    public static HandshakeVerdict DuplicateOf(string original) => new(false, true, original);
}
