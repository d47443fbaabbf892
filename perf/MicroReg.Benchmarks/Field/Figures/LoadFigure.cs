using MicroReg.Benchmarks.Measuring;

namespace MicroReg.Benchmarks.Field.Figures;

/// <summary>What one contender did with one operation, at one count of records, in all rounds.</summary>
internal sealed record LoadFigure(
    string Part, Operation Operation, string Contender, int Nodes, int Records, IReadOnlyList<LoadRound> Rounds)
{
    /// <summary>MiB of all servers together after the rounds, as the kernel counts them.</summary>
    public double Resident { get; init; }

    public Spread Spread(Func<LoadRound, double> figure) => Measuring.Spread.Of(Rounds.Select(figure));

    /// <summary>Round by round, because the rounds of all contenders take turns; null if the other has not all of them.</summary>
    public Spread? Against(LoadFigure? other, Func<LoadRound, double> figure) => other is { } && other.Rounds.Count == Rounds.Count
        ? Measuring.Spread.Of(Rounds.Zip(other.Rounds, (mine, theirs) => figure(mine) / figure(theirs)))
        : null;
}

/// <param name="PerSecond">Operations answered in a second.</param>
/// <param name="P50">Milliseconds of a call.</param>
/// <param name="P99">Milliseconds of a call.</param>
/// <param name="ServerCpu">Microseconds of all servers for an operation.</param>
/// <param name="ClientCpu">Microseconds of the client for an operation.</param>
internal sealed record LoadRound(double PerSecond, double P50, double P99, double ServerCpu, double ClientCpu)
{
    public static LoadRound Of(Sample sample) => new(
        sample.CallsPerSecond, sample.P50.TotalMilliseconds, sample.P99.TotalMilliseconds, sample.CpuMicrosecondsPerCall,
        sample.GeneratorMicrosecondsPerCall);
}
