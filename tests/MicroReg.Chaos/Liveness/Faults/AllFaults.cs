namespace MicroReg.Chaos.Liveness.Faults;

/// <summary>The scenarios of liveness that a chaos run chooses from.</summary>
internal static class AllFaults
{
    public static IReadOnlyList<LivenessScenario> List { get; } =
        [
            new KillServices(), new KillOwner(), new RestartingOwner(), new PauseOwner(), new CutServices(), new IsolateOwner(),
            new CutClusterPort(), new SplitPair(), new ManyStart(), new Flap(), new ManyDie()
        ];
}
