using MicroReg.Benchmarks.Field;

namespace MicroReg.Benchmarks.Profiling;

/// <summary>What is profiled, how long, and in how many turns.</summary>
internal sealed class ProfilePlan(BenchSettings settings)
{
    public IReadOnlyList<Operation> Operations { get; } = [Operation.Register, Operation.Update, Operation.Lookup, Operation.Heartbeat];

    public int Records => settings.Records[0];

    /// <summary>Until then the methods are compiled that the operation needs.</summary>
    public TimeSpan WarmUp { get; } = TimeSpan.FromSeconds(settings.Quick ? 2 : 4);

    /// <summary>Two nodes take turns, so that what slows the machine for a while meets both.</summary>
    public int Turns { get; } = settings.AgainstPath is null ? 1 : 2;

    public TimeSpan CpuTurn => TimeSpan.FromSeconds(settings.Quick ? 3 : 8) / Turns;

    public TimeSpan AllocationTurn => TimeSpan.FromSeconds(settings.Quick ? 2 : 4) / Turns;

    /// <summary>
    /// What a round has registered is taken back before the next: otherwise ten thousand instances would soon be a hundred thousand.
    /// </summary>
    public int MostNewNames { get; } = 10_000;
}
