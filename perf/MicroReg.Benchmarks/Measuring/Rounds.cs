namespace MicroReg.Benchmarks.Measuring;

/// <summary>The rounds of one target, in the order in which they were run.</summary>
internal sealed record Rounds(string Name, IReadOnlyList<Sample> Samples)
{
    public Spread Spread(Func<Sample, double> figure) => Measuring.Spread.Of(Samples.Select(figure));

    /// <summary>
    /// Warms every target up, then measures them in turn. The order is reversed in every other round, A B B A A B: the second of two equal
    /// targets was measured up to a tenth slower than the first.
    /// </summary>
    public static async Task<IReadOnlyList<Rounds>> InterleaveAsync(
        IReadOnlyList<ITarget> targets, int rounds, CancellationToken cancel)
    {
        foreach (var target in targets)
            await target.WarmUpAsync(cancel);
        var samples = targets.Select(_ => new List<Sample>()).ToArray();
        // Round 0 is not counted: right after the warm-up the JIT is still busy with its second tier.
        for (var round = 0; round <= rounds; round++)
        {
            var measured = await MeasureAsync(targets, isReversed: round % 2 == 1, cancel);
            if (round > 0)
                for (var i = 0; i < targets.Count; i++)
                    samples[i].Add(measured[i]);
            var costs = string.Join(' ', measured.Select(sample => $"{sample.CpuMicrosecondsPerCall:N1}"));
            await Console.Error.WriteLineAsync($"  round {round} of {rounds}, CPU µs per call: {costs}");
        }

        return [.. targets.Select((target, i) => new Rounds(target.Name, samples[i]))];
    }

    private static async Task<Sample[]> MeasureAsync(IReadOnlyList<ITarget> targets, bool isReversed, CancellationToken cancel)
    {
        var samples = new Sample[targets.Count];
        for (var i = 0; i < targets.Count; i++)
        {
            var next = isReversed ? targets.Count - 1 - i : i;
            samples[next] = await targets[next].MeasureAsync(cancel);
        }

        return samples;
    }
}
