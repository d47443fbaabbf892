using MicroReg.Benchmarks.Load;
using MicroReg.Benchmarks.Measuring;
using MicroReg.Benchmarks.Requests;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Liveness;

/// <summary>A node of its own whose instances live, and what it may probe.</summary>
internal static class LeasedNode
{
    private static readonly string[] Settings = ["microreg.health.allowed-networks=127.0.0.0/8,::1/128"];

    public static Task<ServerProcess> StartAsync(Driver driver, ServerLauncher launcher, string name, CancellationToken cancel) =>
        launcher.StartNodeAsync(Path.Combine(driver.Settings.WorkDirectory, name), cancel, Settings);

    public static async Task FillAsync(
        Driver driver, ServerProcess node, Func<IRequestSource> register, int instances, CancellationToken cancel)
    {
        await driver.RunAsync(
            ServerGroup.Of(node), register, RegistryRequests.RegisterCheck, instances, driver.Settings.PreloadLimit, cancel);
        using var client = new NodeClient(node);
        if (await client.CountAsync(cancel) is var count && count != instances)
            throw new BenchmarkFailedException(
                $"{instances} instances were registered, the node counts {count}. {string.Join(" ", driver.FirstErrors)}");
    }

    /// <summary>What the node thinks of its instances.</summary>
    public static async Task<HealthAnswer> AskAsync(ServerProcess node, CancellationToken cancel)
    {
        using var client = new NodeClient(node);
        return await client.HealthAsync(cancel);
    }
}
