using MicroReg.Chaos.Checking;
using MicroReg.Domain.Events;
using MicroReg.Domain.Versions;
using MicroReg.Testing.Nodes;

namespace MicroReg.Chaos.Subscribers;

/// <summary>
/// What there is while nobody writes. A subscriber keeps its cursor without knowing what it means; the checker looks inside: one
/// that covers what the nodes have seen was issued behind it, so the copy may be judged without waiting for a beat.
/// </summary>
/// <param name="Vector">What the nodes have seen.</param>
/// <param name="Instances">All instances by key.</param>
internal sealed record QuietPoint(VersionVector Vector, IReadOnlyDictionary<string, ShownInstance> Instances)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>Asks the nodes; null if they have not all seen the same, or one does not answer.</summary>
    public static async Task<QuietPoint?> TrySeeAsync(IReadOnlyList<ClusterNode> nodes)
    {
        var vectors = await Task.WhenAll(nodes.Select(VectorOfAsync));
        var all = vectors.Aggregate(VersionVector.Empty, (merged, vector) => merged.Merge(vector ?? VersionVector.Empty));
        if (vectors.Any(vector => vector is null || !IsInStep(vector, all)))
            return null;
        try
        {
            var records = await RecordReader.ReadAsync(nodes[0]);
            return new QuietPoint(
                all, records.Records.Values.Select(record => record.Shown).OfType<ShownInstance>().ToDictionary(shown => shown.Key));
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>True if a subscriber with this cursor has received everything.</summary>
    public bool IsReachedBy(string cursor) =>
        EventCursor.TryParse(cursor, out var stand) && stand is { IsEmpty: false, Copy: null } && IsCovered(Vector, stand.Vector);

    private static bool IsCovered(VersionVector vector, VersionVector by) =>
        vector.Entries.All(entry => entry.Key == OriginId.Baseline || entry.Value <= by.SequenceOf(entry.Key));

    /// <summary>Ended origins leave the vectors of the nodes one by one.</summary>
    private static bool IsInStep(VersionVector vector, VersionVector all) =>
        vector.Entries.All(entry => entry.Value == all.SequenceOf(entry.Key));

    private static async Task<VersionVector?> VectorOfAsync(ClusterNode node)
    {
        var answer = await node.Registry.CallAsync(Timeout, "cluster_status");
        return answer.Value.TryGetMembers(out var members) && members.TryGet("vector", out var vector) && vector.TryGetText(out var text)
            && VersionVector.TryParse(text, out var seen)
            ? seen
            : null;
    }
}
