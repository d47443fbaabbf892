namespace MicroReg.Benchmarks.Measuring;

/// <summary>The rounds of one target, in the order in which they were run.</summary>
internal sealed record Rounds(string Name, IReadOnlyList<Sample> Samples)
{
    public Spread Spread(Func<Sample, double> figure) => Measuring.Spread.Of(Samples.Select(figure));

    /// <summary>Warms every target up, then measures them in turn, A B C A B C, so that pairs are close in time.</summary>
    public static async Task<IReadOnlyList<Rounds>> InterleaveAsync(
        IReadOnlyList<ITarget> targets, int rounds, CancellationToken cancel)
    {
        foreach (var target in targets)
            await target.WarmUpAsync(cancel);
        var samples = targets.Select(_ => new List<Sample>()).ToArray();
        // Round 0 is not counted: right after the warm-up the JIT is still busy with its second tier.
        for (var round = 0; round <= rounds; round++)
        {
            await Console.Error.WriteAsync($"  round {round} of {rounds}, CPU µs per call:");
            for (var i = 0; i < targets.Count; i++)
            {
                var sample = await targets[i].MeasureAsync(cancel);
                if (round > 0)
                    samples[i].Add(sample);
                await Console.Error.WriteAsync($" {sample.CpuMicrosecondsPerCall:N1}");
            }
            await Console.Error.WriteLineAsync();
        }
        return [.. targets.Select((target, i) => new Rounds(target.Name, samples[i]))];
    }
}
