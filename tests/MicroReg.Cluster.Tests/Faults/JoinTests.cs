using MicroReg.Chaos.Scenarios;
using Xunit.Abstractions;

namespace MicroReg.Cluster.Tests.Faults;

public sealed class JoinTests(SharedCluster cluster, ITestOutputHelper output) : IClassFixture<SharedCluster>
{
    [Fact]
    public Task A_node_joins_while_many_records_are_there_and_more_are_written() =>
        cluster.PassAsync(new JoinUnderLoad(), seed: 401, output);
}
