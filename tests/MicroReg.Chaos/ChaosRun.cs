using System.Diagnostics;
using System.Globalization;
using MicroReg.Chaos.Liveness.Judging;
using MicroReg.Chaos.Scenarios;
using MicroReg.Testing.Networks;

namespace MicroReg.Chaos;

/// <summary>Trials one after another, each with a cluster of its own, and what became of them.</summary>
internal sealed class ChaosRun(IReadOnlyList<Trial> trials, int seed, CancellationToken cancellation)
{
    private readonly List<string> _rows = [];
    private int _passed;
    private int _failed;
    private int _retried;

    /// <summary>Shuffled rounds of all of them, until the time is over.</summary>
    public async Task<int> ForAsync(TimeSpan length)
    {
        var started = Stopwatch.GetTimestamp();
        var random = new Random(seed);
        while (!IsOver())
        {
            var round = trials.ToArray();
            random.Shuffle(round);
            foreach (var trial in round.TakeWhile(_ => !IsOver()))
                await RunAsync(trial, new Extent(random.NextDouble()), random.Next());
        }

        return Report();

        bool IsOver() => cancellation.IsCancellationRequested || Stopwatch.GetElapsedTime(started) >= length;
    }

    /// <summary>Each once.</summary>
    public async Task<int> OnceAsync(Extent extent)
    {
        foreach (var trial in trials.TakeWhile(_ => !cancellation.IsCancellationRequested))
            await RunAsync(trial, extent, seed);
        return Report();
    }

    private async Task RunAsync(Trial trial, Extent extent, int trialSeed)
    {
        if (trial.Shape.HasOwnNetwork && !VirtualNetwork.IsPossible)
        {
            Console.WriteLine($"seed {trialSeed} · {trial.Name} · skipped: networks of the nodes' own need root");
            return;
        }

        var started = Stopwatch.GetTimestamp();
        try
        {
            var result = await SecondRun.IfFailedAsync(trial.Name, trialSeed, () => trial.RunAsync(extent, trialSeed, cancellation));
            Count(result);
            Console.WriteLine(result);
            if (result.Row.Length > 0)
                _rows.Add(result.Row);
            if (!result.Passed)
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"REPEAT scripts/chaos.sh --once {extent.Share:R} --seed {trialSeed} --only '{trial.Name}'"));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Console.WriteLine($"seed {trialSeed} · {trial.Name} · interrupted");
        }

        Console.WriteLine($"  extent     {extent.Share:0.00}, took {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s");
    }

    private void Count(TrialResult result)
    {
        _passed += result.Passed ? 1 : 0;
        _failed += result.Passed ? 0 : 1;
        _retried += result.First is null ? 0 : 1;
    }

    private int Report()
    {
        if (_rows.Count > 1)
            Console.WriteLine($"{LivenessVerdict.RowHead}\n{string.Join('\n', _rows)}");
        Console.WriteLine($"seed {seed}: {_passed} passed, {_failed} failed, {_retried} ran twice");
        return _failed == 0 ? 0 : 1;
    }
}
