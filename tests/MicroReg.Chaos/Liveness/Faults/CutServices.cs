using MicroReg.Chaos.Liveness.Judging;
using MicroReg.Testing.Networks;
using MicroReg.Testing.Nodes;

namespace MicroReg.Chaos.Liveness.Faults;

/// <summary>
/// The services reach one node of three no more, then only one of three; the nodes hear each other all the while. Whoever owns an
/// instance that he can't reach asks the others before he believes it dead.
/// </summary>
internal sealed class CutServices : LivenessScenario
{
    private const int Ttl = 3;

    public override string Name => "services cut off from a part of the nodes";

    public override ClusterShape Shape => Networks;

    public override async Task RunAsync(LivenessStage stage)
    {
        var size = stage.Extent.Count(36, 240);
        var leased = await stage.LiveAsync("leased", size, LifeTerms.Leased(Ttl));
        var probed = await stage.LiveAsync("checked", size / 2, LifeTerms.Checked());
        int[] services = [VirtualNetwork.NumberOf(await stage.PlaceAsync())];
        stage.DelaysHeartbeats = true;
        foreach (var cut in new[] { 1, 2 })
        {
            int[] numbers = [.. stage.Nodes.Select(node => node.Number)];
            stage.Random.Shuffle(numbers);
            var unreached = numbers[..cut];
            await stage.Cluster.Links.CutAsync(services, unreached);
            await stage.Cluster.Links.CutAsync(unreached, services);
            stage.Note($"cut off from node {string.Join(" and ", unreached)}");
            await Patience.LastAsync(stage.Extent.Seconds(Ttl + 1, 30));
            await Task.WhenAll(leased.DieAsync(size / 9, stage.Random), probed.DieAsync(size / 18, stage.Random));
            await stage.DueAsync();
            await stage.Cluster.Links.HealAsync();
        }

        await Patience.LastAsync(TimeSpan.FromSeconds(1));
    }
}
