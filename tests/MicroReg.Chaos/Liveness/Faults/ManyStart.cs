using System.Globalization;
using MicroReg.Chaos.Liveness.Judging;

namespace MicroReg.Chaos.Liveness.Faults;

/// <summary>Thousands of services start at the same moment; all are registered, and while they beat some of them die.</summary>
internal sealed class ManyStart : LivenessScenario
{
    public override string Name => "thousands of services start at once";

    public override async Task RunAsync(LivenessStage stage)
    {
        var (count, started) = (stage.Extent.Count(2_000, 10_000), LifeClock.Now);
        var fleet = await stage.LiveAsync("many", count, LifeTerms.Leased(stage.Extent.Count(5, 15)));
        stage.Note(string.Create(
            CultureInfo.InvariantCulture,
            $"{count:N0} instances registered, and known at every node, after {(LifeClock.Now - started) / 1000:0.0} s"));
        await Patience.LastAsync(stage.Extent.Seconds(1, 30));
        await fleet.DieAsync(count / 40, stage.Random);
        await stage.DueAsync();
    }
}
