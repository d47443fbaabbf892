using MicroReg.Chaos.Scenarios;
using Xunit.Abstractions;

namespace MicroReg.Cluster.Tests.Faults;

/// <summary>Faults of the links between the nodes.</summary>
public sealed class NetworkFaultTests(SharedCluster cluster, ITestOutputHelper output) : IClassFixture<SharedCluster>
{
    [NeedsRootFact]
    public Task Both_sides_of_a_partition_take_writes_and_become_one_again() =>
        cluster.PassAsync(new SymmetricPartition(), seed: 201, output);

    [NeedsRootFact]
    public Task Packets_that_are_lost_one_way_only_lose_no_writes() => cluster.PassAsync(new AsymmetricPartition(), seed: 202, output);

    [NeedsRootFact]
    public Task Two_clusters_that_form_in_a_partition_become_one_by_themselves() => cluster.PassAsync(new TwoClusters(), seed: 203, output);

    [NeedsRootFact]
    public Task A_slow_peer_slows_nobody_but_itself() => cluster.PassAsync(new SlowPeer(), seed: 204, output);
}
