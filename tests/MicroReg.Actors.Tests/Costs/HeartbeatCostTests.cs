using Akka.TestKit.Xunit2;
using MicroReg.Domain.Nodes;
using MicroReg.Domain.Records;
using MicroReg.Domain.Registry;
using Xunit.Abstractions;

namespace MicroReg.Actors.Tests.Costs;

/// <summary>What a sign of life costs behind the edge.</summary>
public sealed class HeartbeatCostTests : TestKit
{
    private static readonly InstanceKey Orders = new("orders", "127.0.0.1", 5001);
    private readonly ITestOutputHelper _output;
    private readonly RegistryFixture _node;

    public HeartbeatCostTests(ITestOutputHelper output)
        : base(TestSystems.Default) => (_output, _node) = (output, new RegistryFixture(Sys) { Cluster = ReplicaStatus.Alone });

    protected override void AfterAll()
    {
        base.AfterAll();
        _node.Dispose();
    }

    [Fact]
    public async Task A_heartbeat_that_renews_a_lease_allocates_next_to_nothing()
    {
        _node.StartHealth(Sys);
        await _node.Registry.RegisterAsync(Orders.Name, Orders.Host, Orders.Port, new InstanceAttributes { TtlSeconds = 86_400 });
        var taken = true;
        var bytes = Allocated.PerCall(() => taken &= _node.Registry.Heartbeat(Orders).Value);
        _output.WriteLine($"{bytes:0.#} bytes");
        Assert.True(taken);
        // None was seen.
        Assert.InRange(bytes, 0, 32);
    }
}
