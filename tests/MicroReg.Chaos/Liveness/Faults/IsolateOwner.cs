using MicroReg.Chaos.Liveness.Judging;
using MicroReg.Testing.Networks;
using MicroReg.Testing.Nodes;

namespace MicroReg.Chaos.Liveness.Faults;

/// <summary>
/// A node reaches nobody any more, neither the other nodes nor the services, which go on at the others. It cannot know who lives, and
/// must not tell anybody that it does, neither while it is alone nor when it is back.
/// </summary>
internal sealed class IsolateOwner : LivenessScenario
{
    private const int Ttl = 3;

    public override string Name => "an owner cut off from everybody";

    public override ClusterShape Shape => Networks;

    public override async Task RunAsync(LivenessStage stage)
    {
        var size = stage.Extent.Count(60, 240);
        var leased = await stage.LiveAsync("leased", size, LifeTerms.Leased(Ttl));
        await Patience.LastAsync(stage.Extent.Seconds(1, 10));

        var victim = stage.Victim();
        int[] alone = [victim.Number];
        int[] others =
        [
            .. stage.Nodes.Select(node => node.Number).Where(number => number != victim.Number),
            VirtualNetwork.NumberOf(await stage.PlaceAsync())
        ];
        stage.DelaysHeartbeats = true;
        await stage.Cluster.Links.CutAsync(alone, others);
        await stage.Cluster.Links.CutAsync(others, alone);
        stage.TakenOver = LifeClock.Now + LivenessStage.PeerTimeout + (1_000 * Ttl);
        await leased.DieAsync(size / 10, stage.Random);
        await stage.DueAsync();
        await Patience.LastAsync(stage.Extent.Seconds(Ttl, 30));
        await stage.Cluster.Links.HealAsync();
        stage.Note($"{victim.Name} was alone");
        await Patience.LastAsync(TimeSpan.FromSeconds(Ttl + 4));
    }
}
