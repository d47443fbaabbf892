namespace MicroReg.Chaos.Scenarios;

/// <summary>The scenarios that a chaos run chooses from.</summary>
internal static class AllScenarios
{
    public static IReadOnlyList<Scenario> List { get; } =
    [
        new KillOneNode(),
        new KillAllNodes(),
        new PauseOneNode(),
        new RollingRestart(),
        new ClockAhead(),
        new ReturnAfterRetention(),
        new AllOffForLong(),
        new JoinUnderLoad(),
        new SymmetricPartition(),
        new AsymmetricPartition(),
        new TwoClusters(),
        new SlowPeer(),
        new LostDisk(),
    ];
}
