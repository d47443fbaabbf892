using System.Globalization;
using MicroReg.Chaos.Liveness.Judging;

namespace MicroReg.Chaos.Liveness.Faults;

/// <summary>
/// Nine of ten instances die at once. That is more likely a fault of the nodes than of the services, so self-preservation starts, with a
/// reason, until an operator ends it. Hardly any instance is seen failing before.
/// </summary>
internal sealed class ManyDie : LivenessScenario
{
    private const int Ttl = 2;
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(5);

    public override string Name => "most services die at once";

    public override async Task RunAsync(LivenessStage stage)
    {
        var size = stage.Extent.Count(120, 600);
        var fleet = await stage.LiveAsync("many", size, LifeTerms.Leased(Ttl));
        await Patience.LastAsync(stage.Extent.Seconds(1, 10));
        var dead = await fleet.DieAsync(size * 9 / 10, stage.Random);
        await Patience.LastAsync(TimeSpan.FromSeconds(Ttl + 1) + stage.Extent.Seconds(1, 20));

        var readings = await stage.ReadAsync();
        var holds = readings.SelectMany(reading => reading.Holds).ToArray();
        var failing = dead.Count(instance => stage.IsSeen(instance.Key, Sight.Failing));
        stage.Expect(
            readings.Sum(reading => reading.Held) + failing == dead.Count,
            $"{dead.Count} dead are preserved or seen failing, not {readings.Sum(reading => reading.Held)} and {failing}");
        stage.Expect(
            failing <= dead.Count / 5, $"of {dead.Count} dead hardly any are seen failing before self-preservation starts, not {failing}");
        stage.Expect(
            holds.Length > 0 && holds.All(hold => hold.Reason.Length > 0 && hold.Share > 0),
            "every case of self-preservation has a reason and a share");
        stage.Note(string.Create(
            CultureInfo.InvariantCulture,
            $"{dead.Count} died, {failing} were seen failing before self-preservation started; {holds.Length} cases, such as "
                + $"{holds.FirstOrDefault()}"));

        stage.TakenOver = LifeClock.Now - LifeTerms.Leased(Ttl).Notice + Observation.Delivery;
        foreach (var node in stage.Nodes)
            await node.Registry.CallAsync(CallTimeout, "release_holds");
        await stage.DueAsync();
        var isReleased = await Patience.TryUntilAsync(
            async () => (await stage.ReadAsync()).All(reading => reading.Held == 0), TimeSpan.FromSeconds(2));
        stage.Expect(isReleased is not null, "nothing is held after release_holds");
    }
}
