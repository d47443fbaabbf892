using MicroReg.Chaos.Checking;
using MicroReg.Testing.Nodes;

namespace MicroReg.Chaos.Scenarios;

/// <summary>How a cluster came to itself after a fault.</summary>
/// <param name="Same">When all nodes held the same records, counted from the end of the fault; null if they never did.</param>
/// <param name="Whole">When every node, moreover, was ready, in step with the others and reached them all; null if never.</param>
/// <param name="WaitedFor">What was waited for last.</param>
internal sealed record Recovery(TimeSpan? Same, TimeSpan? Whole, string WaitedFor)
{
    public static Recovery None { get; } = new(null, null, "");

    public static async Task<Recovery> WatchAsync(IReadOnlyList<ClusterNode> nodes, History history, double faultEnded, TimeSpan limit)
    {
        var recovery = None;
        await Patience.TryUntilAsync(
            async () =>
            {
                var seen = await Convergence.SeeAsync(nodes);
                var now = TimeSpan.FromMilliseconds(history.Now - faultEnded);
                recovery = seen switch
                {
                    { IsComplete: true } => recovery with { Same = recovery.Same ?? now, Whole = now },
                    { Difference.Length: 0 } => recovery with { Same = recovery.Same ?? now, WaitedFor = seen.Complaint },
                    _ => new Recovery(null, null, seen.Difference),
                };
                return recovery.Whole is not null;
            },
            limit);
        return recovery;
    }

    public override string ToString() => Whole is null
        ? $"never: {WaitedFor}"
        : $"records the same after {Same!.Value.TotalSeconds:0.0} s, cluster whole after {Whole.Value.TotalSeconds:0.0} "
            + $"s{(WaitedFor.Length == 0 ? "" : $" (last: {WaitedFor})")}";
}
