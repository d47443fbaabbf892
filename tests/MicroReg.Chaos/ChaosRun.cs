using System.Diagnostics;
using MicroReg.Chaos.Network;
using MicroReg.Chaos.Scenarios;

namespace MicroReg.Chaos;

/// <summary>Scenarios one after another, each with a cluster of its own, and what became of them.</summary>
internal sealed class ChaosRun(IReadOnlyList<Scenario> scenarios, int seed, bool keeps, CancellationToken cancellation)
{
    private const int ComplaintsShown = 8;

    private int _passed;
    private int _failed;

    /// <summary>Shuffled rounds of all scenarios, until the time is over.</summary>
    public async Task<int> ForAsync(TimeSpan length)
    {
        var started = Stopwatch.GetTimestamp();
        var random = new Random(seed);
        while (!IsOver())
        {
            var round = scenarios.ToArray();
            random.Shuffle(round);
            foreach (var scenario in round.TakeWhile(_ => !IsOver()))
                await RunAsync(scenario, new Extent(random.NextDouble()), random.Next());
        }

        return Report();

        bool IsOver() => cancellation.IsCancellationRequested || Stopwatch.GetElapsedTime(started) >= length;
    }

    /// <summary>Each scenario once.</summary>
    public async Task<int> OnceAsync(Extent extent)
    {
        foreach (var scenario in scenarios.TakeWhile(_ => !cancellation.IsCancellationRequested))
            await RunAsync(scenario, extent, seed);
        return Report();
    }

    private async Task RunAsync(Scenario scenario, Extent extent, int scenarioSeed)
    {
        if (scenario.Shape.HasOwnNetwork && !VirtualNetwork.IsPossible)
        {
            Console.WriteLine($"seed {scenarioSeed} · {scenario.Name} · skipped: networks of the nodes' own need root");
            return;
        }

        var started = Stopwatch.GetTimestamp();
        try
        {
            await using var run = await ClusterRun.StartAsync(scenario.Shape);
            var verdict = await run.ExecuteAsync(scenario, extent, scenarioSeed).WaitAsync(cancellation);
            Count(verdict.Passed);
            Console.WriteLine(verdict);
            if (!verdict.Passed)
                ShowComplaints(run);
            run.Cluster.KeepsDirectory = keeps;
            if (keeps)
                Console.WriteLine($"  kept       {run.Cluster.Directory}");
        }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException)
        {
            Count(false);
            Console.WriteLine($"seed {scenarioSeed} · {scenario.Name} · FAILED\n  problem    {e.Message}");
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Console.WriteLine($"seed {scenarioSeed} · {scenario.Name} · interrupted");
        }

        Console.WriteLine($"  extent     {extent.Share:0.00}, took {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s");
    }

    private void Count(bool passed) => _ = passed ? _passed++ : _failed++;

    private static void ShowComplaints(ClusterRun run)
    {
        foreach (var line in run.Complaints(ComplaintsShown))
            Console.WriteLine($"  log        {line}");
    }

    private int Report()
    {
        Console.WriteLine($"seed {seed}: {_passed} passed, {_failed} failed");
        return _failed == 0 ? 0 : 1;
    }
}
