using MicroReg.Benchmarks.Measuring;

namespace MicroReg.Benchmarks.Tests.Measuring;

public sealed class RoundsTests
{
    [Fact]
    public async Task Every_other_round_measures_the_targets_in_reverse_order()
    {
        var calls = new List<string>();
        var rounds = await Rounds.InterleaveAsync([new Target("A", calls), new Target("B", calls)], 2, CancellationToken.None);

        Assert.Equal(["warm A", "warm B", "A", "B", "B", "A", "A", "B"], calls);
        Assert.Equal(["A", "B"], rounds.Select(target => target.Name));
        Assert.Equal([6, 7], rounds[0].Samples.Select(sample => sample.Calls));
        Assert.Equal([5, 8], rounds[1].Samples.Select(sample => sample.Calls));
    }

    private sealed class Target(string name, List<string> calls) : ITarget
    {
        public string Name => name;

        public Task WarmUpAsync(CancellationToken cancel)
        {
            calls.Add($"warm {name}");
            return Task.CompletedTask;
        }

        public Task<Sample> MeasureAsync(CancellationToken cancel)
        {
            calls.Add(name);
            return Task.FromResult(new Sample(calls.Count, TimeSpan.FromSeconds(1), [], default, default, default));
        }
    }
}
