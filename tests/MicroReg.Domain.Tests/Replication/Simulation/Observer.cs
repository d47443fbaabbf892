using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;

namespace MicroReg.Domain.Tests.Replication.Simulation;

/// <summary>Examines all nodes at once and says what is wrong, or nothing.</summary>
internal static class Observer
{
    /// <summary>Fails with everything that is wrong.</summary>
    public static void AllWell(string? complaint) => Assert.True(complaint is null, complaint);

    /// <summary>Checks that all nodes have the same records, except for positions.</summary>
    public static string? Difference(SimulatedCluster cluster)
    {
        var (first, others) = (cluster.Running.First(), cluster.Running.Skip(1));
        foreach (var node in cluster.Running)
        {
            if (!node.Replica.Readiness.IsReady || node.Replica.IsAway)
                return $"{node.Name} is not ready: {node.Replica.Readiness.Reason}";
        }

        foreach (var other in others)
        {
            foreach (var key in Keys(first).Union(Keys(other)))
                if (Bare(first.Database.Records.Get(key)) is var left && Bare(other.Database.Records.Get(key)) is var right && left != right
                    && !IsExpiring(cluster, left ?? right!))
                    return $"{key} differs:\n {first.Name} {Bare(first.Database.Records.Get(key))}\n "
                        + $"{other.Name} {Bare(other.Database.Records.Get(key))}";
            if (!first.Database.Digests().Digests.SequenceEqual(other.Database.Digests().Digests))
                return $"digests of {first.Name} and {other.Name} differ";
        }

        foreach (var one in cluster.Running)
            foreach (var other in cluster.Running)
                if (!one.Database.Covers(other.Database.Records.Vector))
                    return $"{one.Name} {one.Database.Records.Vector} does not cover {other.Name} {other.Database.Records.Vector}";
        return null;
    }

    /// <summary>True if all nodes have the same digests and vectors: fast for many nodes.</summary>
    public static bool IsSame(SimulatedCluster cluster)
    {
        var (vector, digests) = cluster.Nodes[0].Database.Digests();
        return cluster.Nodes.All(
            node => node.IsReady && node.Database.Records.Vector.Equals(vector) && node.Database.Digests().Digests.SequenceEqual(digests));
    }

    /// <summary>
    /// Checks the invariant: for every change within the vector of a node, the node dominates it, or a living part that dominates it lies
    /// beyond that vector somewhere.
    /// </summary>
    public static string? BrokenInvariant(SimulatedCluster cluster, bool tombstonesMayBeGone = false)
    {
        foreach (var (position, written) in cluster.History.Changes)
            foreach (var holder in cluster.Running)
            {
                if (!holder.Database.Covers(position)
                    || cluster.History.IsDominated(written, holder.Database.Records.Get(written.Key), tombstonesMayBeGone))
                    continue;
                if (!Elsewhere(cluster, written.Key).Any(record => record.Parts().Any(part =>
                        !holder.Database.Covers(part.Position) && History.Dominates(record, written.Part))))
                    return $"{holder.Name} covers {position} but lacks {written.Part} of {written.Key}; "
                        + $"it has {holder.Database.Records.Get(written.Key)}";
            }

        return null;
    }

    /// <summary>Checks that no acknowledged write is lost: at every node the record dominates it.</summary>
    public static string? LostWrite(
        SimulatedCluster cluster, IEnumerable<Attempt> attempts, AcknowledgementLevel least, bool tombstonesMayBeGone = false)
    {
        foreach (var attempt in attempts.Where(attempt => attempt.IsMet == true && attempt.Level >= least))
            foreach (var written in attempt.Parts)
                foreach (var node in cluster.Running)
                    if (!cluster.History.IsDominated(written, node.Database.Records.Get(written.Key), tombstonesMayBeGone))
                        return $"{node.Name} lacks {written} acknowledged at {attempt.Level}; "
                            + $"it has {node.Database.Records.Get(written.Key)}";
        return null;
    }

    /// <summary>Checks that no acknowledged removal was undone.</summary>
    public static string? Resurrected(SimulatedCluster cluster, IEnumerable<Attempt> attempts, AcknowledgementLevel least)
    {
        foreach (var written in attempts.Where(attempt => attempt.IsMet == true && attempt.Level >= least)
            .SelectMany(attempt => attempt.Parts))
            if (written.Part is Tombstone tombstone)
                foreach (var node in cluster.Running.Where(node => node.IsReady))
                    if (node.Database.Records.Get(written.Key) is { IsLiving: true } record
                        && record.Head!.Generation.CompareTo(tombstone.Ended) <= 0)
                        return $"{written.Key} is back at {node.Name}: {record.Head}, ended by {tombstone}";
        return null;
    }

    public static string? WrongOwned(SimulatedCluster cluster, IReadOnlyList<Attempt> attempts)
    {
        foreach (var group in attempts.Where(attempt => attempt.Command.Service.StartsWith("own-", StringComparison.Ordinal))
            .GroupBy(attempt => attempt.Command.Service))
        {
            var last = group.Last();
            if (last.IsMet is null || (last.Command is UnregisterInstances && last.Node.Crashes > 0))
                continue;
            foreach (var node in cluster.Running)
            {
                var existing = node.Database.Records.Get(Workload.KeyOf(group.Key))?.Registration;
                var isRight = last.Command is RegisterInstance register ? existing?.Attributes == register.Attributes : existing is null;
                if (!isRight)
                    return $"{group.Key} at {node.Name} is {existing}, but last was {last.Command}";
            }
        }

        return null;
    }

    /// <summary>True for a tombstone that is due. Nodes drop it at slightly different times.</summary>
    private static bool IsExpiring(SimulatedCluster cluster, ServiceRecord record) =>
        record.Head is Tombstone tombstone
            && cluster.Agenda.Time.GetUtcNow() - tombstone.Stamp.Time.ToDateTimeOffset() > cluster.Options.Retention;

    /// <summary>A record without positions.</summary>
    public static ServiceRecord? Bare(ServiceRecord? record) => record?.Reposition(_ => default);

    private static IEnumerable<InstanceKey> Keys(SimulatedNode node) => node.Database.Records.All.Select(record => record.Key);

    /// <summary>The records of a key in memory, or on the disks of nodes that are down.</summary>
    private static IEnumerable<ServiceRecord> Elsewhere(SimulatedCluster cluster, InstanceKey key) =>
        cluster.Nodes.Select(node => node.IsRunning ? node.Database.Records.Get(key) : node.Disk.Records.GetValueOrDefault(key))
            .OfType<ServiceRecord>();
}
