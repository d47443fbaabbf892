using MicroReg.Benchmarks.Clusters;
using MicroReg.Benchmarks.Load;
using MicroReg.Benchmarks.Requests;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Measuring;

/// <summary>
/// Registers new names in a cluster, then takes them back uncounted. The CPU time is that of all nodes until each of them
/// holds every record; that each does is part of the check.
/// </summary>
internal sealed class ClusterRegisterTarget(string name, Driver driver, MeasuredCluster cluster, ClusterWrites writes) : ITarget
{
    public string Name => name;

    public Task WarmUpAsync(CancellationToken cancel) => RegisterAsync(driver.Settings.RegisterWarmUpCalls, cancel);

    public Task<Sample> MeasureAsync(CancellationToken cancel) => RegisterAsync(driver.Settings.RegisterRoundCalls, cancel);

    private async Task<Sample> RegisterAsync(int calls, CancellationToken cancel)
    {
        var first = writes.Numbers.Upcoming;
        var bytesBefore = await ClusterTraffic.ReadAsync(cluster.ClusterPorts, cancel);
        var sample = await RunAsync(
            RegistryRequests.Register(writes.Numbers, writes.Acknowledgement), RegistryRequests.RegisterCheck, calls,
            registered => writes.Records + registered, cancel);
        var bytesAfter = await ClusterTraffic.ReadAsync(cluster.ClusterPorts, cancel);
        var taken = writes.Numbers.Upcoming - first;
        // Only now: with the record not yet there, a node rightly answers that there is nothing to take back.
        await RunAsync(
            RegistryRequests.Unregister(new NumberSequence(first)), RegistryRequests.TrueCheck, taken, _ => writes.Records, cancel);
        return sample with { WireBytesPerCall = (bytesAfter - bytesBefore) / (double?)sample.Calls };
    }

    private Task<Sample> RunAsync(
        Func<IRequestSource> requests, AnswerCheck check, long calls, Func<long, long> recordsAfter, CancellationToken cancel)
    {
        var servers = new ServerGroup(writes.Called, cluster.Processes)
        {
            SettleAsync = (answered, token) => cluster.SettleAsync(recordsAfter(answered), token),
        };
        return driver.RunAsync(servers, requests, check, calls, driver.Settings.PhaseLimit, cancel);
    }
}

/// <summary>What a <see cref="ClusterRegisterTarget"/> writes.</summary>
/// <param name="Called">The nodes over which the calls are spread.</param>
/// <param name="Acknowledgement">The level asked for in every call.</param>
/// <param name="Numbers">Of the names; targets on one cluster share them.</param>
/// <param name="Records">That are there beforehand.</param>
internal sealed record ClusterWrites(
    IReadOnlyList<ServerProcess> Called, string Acknowledgement, NumberSequence Numbers, int Records);
