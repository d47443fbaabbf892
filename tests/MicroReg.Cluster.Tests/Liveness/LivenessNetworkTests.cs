using MicroReg.Chaos.Liveness.Faults;
using Xunit.Abstractions;

namespace MicroReg.Cluster.Tests.Liveness;

/// <summary>Faults of the links between services and nodes.</summary>
public sealed class LivenessNetworkTests(SharedLiveness cluster, ITestOutputHelper output) : IClassFixture<SharedLiveness>
{
    [NeedsRootFact]
    public Task Services_that_reach_only_some_of_the_nodes_are_not_expired() => cluster.PassAsync(601, output, new CutServices());

    [NeedsRootFact]
    public Task An_owner_that_nobody_reaches_any_more_expires_nobody_then_or_when_it_is_back() =>
        cluster.PassAsync(602, output, new IsolateOwner());

    [NeedsRootFact]
    public Task Heartbeats_at_a_node_that_reaches_no_other_one_go_to_the_others_and_expire_nobody() =>
        cluster.PassAsync(604, output, new CutClusterPort());

    [NeedsRootFact]
    public Task Two_nodes_that_do_not_reach_each_other_expire_nobody_who_beats_at_the_other() =>
        cluster.PassAsync(603, output, new SplitPair());
}
