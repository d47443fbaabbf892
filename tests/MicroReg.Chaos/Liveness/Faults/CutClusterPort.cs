using MicroReg.Chaos.Liveness.Judging;
using MicroReg.Testing.Nodes;

namespace MicroReg.Chaos.Liveness.Faults;

/// <summary>
/// A node does not reach the other nodes any more, but services still reach it. What it hears of them helps nobody, so it must not tell
/// them that all is well: they go to the others, and none of the living is expired.
/// </summary>
internal sealed class CutClusterPort : LivenessScenario
{
    private const int Ttl = 3;

    public override string Name => "a node cut off from the other nodes only";

    public override ClusterShape Shape => Networks;

    public override async Task RunAsync(LivenessStage stage)
    {
        var size = stage.Extent.Count(60, 240);
        var leased = await stage.LiveAsync("leased", size, LifeTerms.Leased(Ttl));
        await Patience.LastAsync(stage.Extent.Seconds(1, 10));

        var victim = stage.Victim();
        int[] alone = [victim.Number];
        int[] others = [.. stage.Nodes.Select(node => node.Number).Where(number => number != victim.Number)];
        stage.DelaysHeartbeats = true;
        await Task.WhenAll(stage.Cluster.Links.CutAsync(alone, others), stage.Cluster.Links.CutAsync(others, alone));
        stage.TakenOver = LifeClock.Now + LivenessStage.PeerTimeout + (1_000 * Ttl);
        await leased.DieAsync(size / 10, stage.Random);
        await stage.DueAsync();
        await Patience.LastAsync(stage.Extent.Seconds(Ttl, 30));
        await stage.Cluster.Links.HealAsync();
        stage.Note($"{victim.Name} reached no other node");
        await Patience.LastAsync(TimeSpan.FromSeconds(Ttl + 4));
    }
}
