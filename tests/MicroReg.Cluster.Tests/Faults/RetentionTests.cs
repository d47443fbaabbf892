using MicroReg.Chaos.Scenarios;
using Xunit.Abstractions;

namespace MicroReg.Cluster.Tests.Faults;

/// <summary>Absences that are longer than the others remember what was unregistered.</summary>
public sealed class RetentionTests(SharedCluster cluster, ITestOutputHelper output) : IClassFixture<SharedCluster>
{
    [Fact]
    public Task A_node_that_was_away_for_long_brings_nothing_back_that_was_unregistered() =>
        cluster.PassAsync(new ReturnAfterRetention(), seed: 301, output);

    [Fact]
    public Task Everything_comes_back_when_all_nodes_were_off_for_long() => cluster.PassAsync(new AllOffForLong(), seed: 302, output);
}
