using MicroReg.Chaos.Liveness.Judging;

namespace MicroReg.Chaos.Liveness.Faults;

/// <summary>
/// SIGSTOP of a node for longer than the leases, and SIGCONT. It finds all leases run out when it goes on, and must not believe it;
/// services that died meanwhile are found once somebody sure of himself has watched for a lease.
/// </summary>
internal sealed class PauseOwner : LivenessScenario
{
    private const int Ttl = 3;

    public override string Name => "SIGSTOP and SIGCONT of an owner";

    public override async Task RunAsync(LivenessStage stage)
    {
        var size = stage.Extent.Count(60, 600);
        var leased = await stage.LiveAsync("leased", size, LifeTerms.Leased(Ttl));
        var probed = await stage.LiveAsync("checked", size / 3, LifeTerms.Checked());
        await Patience.LastAsync(stage.Extent.Seconds(1, 10));

        var victim = stage.Victim();
        stage.DelaysHeartbeats = true;
        victim.Pause();
        await Patience.LastAsync(TimeSpan.FromSeconds(1));
        await Task.WhenAll(leased.DieAsync(size / 8, stage.Random), probed.DieAsync(size / 24, stage.Random));
        await Patience.LastAsync(stage.Extent.Seconds(Ttl + 1, 20));
        victim.Resume();
        stage.TakenOver = LifeClock.Now + LivenessStage.PeerTimeout;
        await stage.DueAsync();
        await Patience.LastAsync(TimeSpan.FromSeconds(Ttl + 1));
        stage.Note($"{victim.Name} stopped; pauses found: "
            + $"{string.Join(", ", (await stage.ReadAsync()).Select(reading => $"{reading.Node} {reading.Pauses}"))}");
    }
}
