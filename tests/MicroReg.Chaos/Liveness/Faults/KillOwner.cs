using MicroReg.Chaos.Liveness.Judging;

namespace MicroReg.Chaos.Liveness.Faults;

/// <summary>
/// kill -9 of a node, and at the same moment services die. The others find it gone, take its instances over with a lease of grace, and
/// find those that are dead; nobody else is expired, neither then nor when the node is back.
/// </summary>
internal sealed class KillOwner : LivenessScenario
{
    private const int Ttl = 2;

    public override string Name => "kill -9 of an owner";

    public override async Task RunAsync(LivenessStage stage)
    {
        var size = stage.Extent.Count(60, 600);
        var leased = await stage.LiveAsync("leased", size, LifeTerms.Leased(Ttl));
        var probed = await stage.LiveAsync("checked", size / 3, LifeTerms.Checked());
        await Patience.LastAsync(stage.Extent.Seconds(1, 10));

        var victim = stage.Victim();
        stage.DelaysHeartbeats = true;
        await Task.WhenAll(victim.KillAsync(), leased.DieAsync(size / 8, stage.Random), probed.DieAsync(size / 24, stage.Random));
        stage.TakenOver = LifeClock.Now + LivenessStage.PeerTimeout + (1_000 * Ttl);
        stage.Note($"{victim.Name} killed");
        await stage.DueAsync();
        await Patience.LastAsync(stage.Extent.Seconds(0, 20));
        await victim.StartAsync();
        await Patience.LastAsync(TimeSpan.FromSeconds(Ttl + 1));
    }
}
