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
        Assert.Equal(["A: 6 7", "B: 5 8"], rounds.Select(target => $"{target.Name}: {string.Join(' ', target.Samples.Select(s => s.Calls))}"));
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
