using MicroReg.Chaos.Liveness.Judging;

namespace MicroReg.Chaos.Liveness.Faults;

/// <summary>
/// kill -9 of processes with leased instances, some to be removed soon; another process is stopped for longer than its leases and goes on;
/// and listeners of checked instances close.
/// </summary>
internal sealed class KillServices : LivenessScenario
{
    private const int Ttl = 2;

    public override string Name => "kill -9 of services";

    public override async Task RunAsync(LivenessStage stage)
    {
        var (size, terms) = (stage.Extent.Count(10, 50), LifeTerms.Leased(Ttl));
        var hosting = new[]
        {
            stage.HostAsync("killed", size, terms),
            stage.HostAsync("removed", size, terms with { DeregisterAfter = 1 }),
            stage.HostAsync("stopped", size / 2, terms),
        };
        await stage.LiveAsync("leased", 4 * size, terms);
        var probed = await stage.LiveAsync("checked", 2 * size, LifeTerms.Checked());
        var hosts = await Task.WhenAll(hosting);
        await Patience.LastAsync(stage.Extent.Seconds(1, 20));

        await Task.WhenAll(hosts[0].KillAsync(), hosts[1].KillAsync(), probed.DieAsync(size / 2, stage.Random));
        hosts[2].Pause();
        await stage.DueAsync();
        hosts[2].Resume();
        foreach (var dead in probed.Instances.Where(instance => !instance.IsAlive).Take(size / 4))
            await dead.LiveAsync();
        await stage.DueAsync(withRemovals: true);
    }
}
