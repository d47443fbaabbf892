using MicroReg.Chaos.Liveness.Judging;
using MicroReg.Testing.Nodes;

namespace MicroReg.Chaos.Liveness.Faults;

/// <summary>
/// Two nodes do not reach each other any more, for longer than it takes them to notice; both reach the third, and services beat at all
/// three. Each of the two has instances whose beats the other takes: it has to hear of them by way of the third.
/// </summary>
internal sealed class SplitPair : LivenessScenario
{
    private const int Ttl = 3;

    /// <summary>The third tells once a second how far it is, and what it has of others is then fetched from it.</summary>
    private const double Detour = 2_000;

    public override string Name => "two nodes that do not reach each other";

    public override ClusterShape Shape => Networks;

    public override async Task RunAsync(LivenessStage stage)
    {
        var size = stage.Extent.Count(60, 240);
        var leased = await stage.LiveAsync("leased", size, LifeTerms.Leased(Ttl));
        await Patience.LastAsync(stage.Extent.Seconds(1, 10));

        int[] numbers = [.. stage.Nodes.Select(node => node.Number)];
        stage.Random.Shuffle(numbers);
        int[] one = [numbers[0]];
        int[] other = [numbers[1]];
        await stage.Cluster.Links.CutAsync(one, other);
        await stage.Cluster.Links.CutAsync(other, one);
        stage.DeliveredWithin = Observation.Delivery + Detour;
        stage.Note($"nodes {one[0]} and {other[0]} cut off from each other");
        await Patience.LastAsync(TimeSpan.FromMilliseconds(LivenessStage.PeerTimeout) + stage.Extent.Seconds(2 * Ttl, 30));
        await leased.DieAsync(size / 10, stage.Random);
        await stage.DueAsync();
        await stage.Cluster.Links.HealAsync();
        await Patience.LastAsync(TimeSpan.FromSeconds(Ttl + 1));
    }
}
