using MicroReg.Testing.Nodes;

namespace MicroReg.Chaos.Scenarios;

/// <summary>
/// A node is away for longer than it is remembered that an instance was unregistered. What it still holds of such
/// instances must not come back with it.
/// </summary>
internal sealed class ReturnAfterRetention : Scenario
{
    private static readonly TimeSpan Retention = TimeSpan.FromSeconds(5);

    /// <summary>Shared with <see cref="AllOffForLong"/>.</summary>
    public static ClusterShape ShortMemory { get; } = new(
        3, HasOwnNetwork: false, $"microreg.registry.tombstone-retention={Retention.TotalSeconds}s");

    public override string Name => "node away for longer than the retention";

    public override ClusterShape Shape => ShortMemory;

    public override async Task RunAsync(Stage stage)
    {
        var away = stage.AnyNode();
        await away.KillAsync();
        await stage.LastAsync(Retention * 2 + stage.Extent.Seconds(0, 30), stage.AllBut(away));
        await away.StartAsync();
    }
}
