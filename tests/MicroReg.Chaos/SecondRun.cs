namespace MicroReg.Chaos;

/// <summary>
/// Runs a scenario with real processes, and once more with the same seed if it fails: on a busy machine a process now and then misses
/// what the scenario waits for. Nothing is hidden by that: the result holds both verdicts, and a line that names the scenario.
/// </summary>
internal static class SecondRun
{
    /// <param name="name">The scenario.</param>
    /// <param name="seed">Its seed.</param>
    /// <param name="run">Runs it; each time with processes of which nothing is left from a run that failed.</param>
    /// <returns>The result of the only run, or of the second with the verdict of the first.</returns>
    public static async Task<TrialResult> IfFailedAsync(string name, int seed, Func<Task<TrialResult>> run)
    {
        var first = await JudgeAsync(name, seed, run);
        return first.Passed ? first : await JudgeAsync(name, seed, run) with { First = first };
    }

    /// <summary>The same for what has no verdict of its own: it fails by an exception.</summary>
    public static Task<TrialResult> IfFailedAsync(string name, int seed, Func<Task> run) => IfFailedAsync(name, seed, async () =>
    {
        await run();
        return new TrialResult(true, $"seed {seed} · {name} · PASSED", [], "");
    });

    /// <summary>A run that breaks off has failed, too; also by an HTTP call that took too long, which looks like a cancellation.</summary>
    private static async Task<TrialResult> JudgeAsync(string name, int seed, Func<Task<TrialResult>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception e) when (e is not OperationCanceledException { InnerException: not TimeoutException })
        {
            return new TrialResult(false, $"seed {seed} · {name} · FAILED{Environment.NewLine}  problem    {e.Message}", [], "");
        }
    }
}
