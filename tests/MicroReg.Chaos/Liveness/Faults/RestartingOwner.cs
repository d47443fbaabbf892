using MicroReg.Chaos.Liveness.Judging;

namespace MicroReg.Chaos.Liveness.Faults;

/// <summary>
/// A node is killed and started again every few seconds, so fast that the others hardly miss it. What it watches must be found dead all
/// the same: others watch it until the node has stayed up for a while.
/// </summary>
internal sealed class RestartingOwner : LivenessScenario
{
    private const int Ttl = 2;
    private static readonly TimeSpan Up = TimeSpan.FromSeconds(1);

    /// <summary>Nodes that started together with the one that restarts would share with it.</summary>
    private static readonly TimeSpan Old = TimeSpan.FromSeconds(15);

    public override string Name => "an owner that restarts every few seconds";

    public override async Task RunAsync(LivenessStage stage)
    {
        var size = stage.Extent.Count(60, 600);
        var leased = await stage.LiveAsync("leased", size, LifeTerms.Leased(Ttl));
        await Patience.UntilAsync(
            () => Task.FromResult(stage.Nodes.All(node => node.ServingFor > Old)), Patience.Limit, "the nodes are older than a newcomer");

        var victim = stage.Victim();
        stage.DelaysHeartbeats = true;
        await victim.KillAsync();
        await victim.StartAsync();
        await leased.DieAsync(size / 4, stage.Random);
        stage.TakenOver = LifeClock.Now + (1_000 * Ttl);
        using var ending = new CancellationTokenSource();
        var restarts = RestartAsync(ending.Token);
        await stage.DueAsync();
        await ending.CancelAsync();
        stage.Note($"{victim.Name} was started {await restarts} times more");
        await Patience.LastAsync(TimeSpan.FromSeconds(Ttl + 1));

        async Task<int> RestartAsync(CancellationToken end)
        {
            for (var starts = 0; ; starts++)
            {
                if (end.IsCancellationRequested)
                    return starts;
                await Patience.LastAsync(Up, CancellationToken.None);
                await victim.KillAsync();
                await victim.StartAsync(CancellationToken.None);
            }
        }
    }
}
