namespace MicroReg.Domain.Tests.Replication.Simulation;

/// <summary>Runs a simulation with several seeds, and says which one failed.</summary>
internal static class Seeds
{
    public static void Run(int count, Action<int> simulate)
    {
        // One seed alone, to examine a failure.
        if (int.TryParse(Environment.GetEnvironmentVariable("SIMULATION_SEED"), out var only))
        {
            simulate(only);
            return;
        }

        var first = int.TryParse(Environment.GetEnvironmentVariable("SIMULATION_FIRST"), out var given) ? given : 1;
        var many = int.TryParse(Environment.GetEnvironmentVariable("SIMULATION_COUNT"), out var asked) ? asked : count;
        for (var seed = first; seed < first + many; seed++)
        {
            try
            {
                simulate(seed);
            }
            catch (Exception cause)
            {
                throw new Xunit.Sdk.XunitException($"Seed {seed} failed (SIMULATION_SEED={seed} runs it alone): {cause.Message}", cause);
            }
        }
    }
}
