using System.Globalization;
using MicroReg.Chaos.Liveness.Fleets;
using MicroReg.Chaos.Liveness.Judging;

namespace MicroReg.Chaos.Liveness.Faults;

/// <summary>
/// An instance falls silent and comes back again and again, until it is suppressed. After that neither a heartbeat nor a restart with a new
/// registration makes it well; it must first live without a break for long enough.
/// </summary>
internal sealed class Flap : LivenessScenario
{
    private const int MostDeaths = 8;

    /// <summary>A new registration says nothing about health. The owner may take this long to write its verdict again.</summary>
    private const double Restated = 1_000;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    public override string Name => "an instance that flaps";

    public override async Task RunAsync(LivenessStage stage)
    {
        await stage.LiveAsync("steady", 10, LifeTerms.Leased(2));
        var flapping = (await stage.LiveAsync("flapping", 1, LifeTerms.Leased(1))).Instances[0];
        var deaths = 0;
        do
        {
            deaths++;
            await DieAsync(stage, flapping);
            if (await IsSuppressedAsync(stage, flapping))
                stage.Suppressed.Add(flapping.Key);
            await ComeBackAsync(stage, flapping, registers: false);
        }
        while (stage.Suppressed.Count == 0 && deaths < MostDeaths);

        stage.Expect(stage.Suppressed.Count > 0, $"{flapping.Key} is suppressed, and named, after {deaths} deaths");
        await DieAsync(stage, flapping);
        await ComeBackAsync(stage, flapping, registers: true);
        await stage.SeenAsync([flapping.Key], Sight.Well);
        stage.Note($"suppressed after {deaths} deaths, and released");
    }

    private static async Task DieAsync(LivenessStage stage, LivingInstance instance)
    {
        await instance.DieAsync();
        await stage.SeenAsync([instance.Key], Sight.Failing);
    }

    /// <summary>
    /// Lives again for some time. A suppressed instance must not be seen well meanwhile, except for a moment if it registers.
    /// </summary>
    private static async Task ComeBackAsync(LivenessStage stage, LivingInstance instance, bool registers)
    {
        var (isSuppressed, back) = (stage.Suppressed.Contains(instance.Key), LifeClock.Now);
        await instance.LiveAsync(registers);
        if (!isSuppressed)
        {
            await stage.SeenAsync([instance.Key], Sight.Well);
            return;
        }

        await Patience.LastAsync(Look);
        var well = stage.WellSince(instance.Key, back);
        stage.Expect(well <= (registers ? Restated : 0), string.Create(
            CultureInfo.InvariantCulture, $"{instance.Key} must be suppressed although it lives; it was seen well for {well:0} ms"));
        if (registers)
            stage.Note(string.Create(CultureInfo.InvariantCulture, $"seen well for {well:0} ms after a restart while it was suppressed"));
    }

    private static async Task<bool> IsSuppressedAsync(LivenessStage stage, LivingInstance instance) =>
        await Patience.TryUntilAsync(
            async () => (await stage.ReadAsync()).Any(reading => reading.Flapping.Contains(instance.Key)),
            TimeSpan.FromSeconds(1)) is not null;
}
