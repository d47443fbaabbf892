using Akka.Actor;
using Akka.TestKit.Xunit2;
using MicroReg.Actors.ServiceDb;
using MicroReg.Domain.Database;
using MicroReg.Domain.Versions;
using Xunit.Abstractions;

namespace MicroReg.Actors.Tests.Costs;

/// <summary>What the actor of a new service costs: a registration of a new name is dear by that.</summary>
public sealed class ServiceCostTests(ITestOutputHelper output) : TestKit(TestSystems.Default)
{
    [Fact]
    public void How_to_make_the_actor_of_a_service_is_one_object()
    {
        var shared = ServiceProps.Of(new RegistryDatabase(new OriginId(1), TimeProvider.System), ActorRefs.Nobody);
        Props? last = null;
        AssertWithin(Allocated.PerCall(() => last = new ServiceProps("orders", shared)), 80);
        Assert.Same(shared.Deploy, last?.Deploy);
        Assert.Same(shared.Deploy, last?.Deploy.WithFallback(Deploy.None));
    }

    [Fact]
    public void An_empty_mailbox_takes_less_than_a_queue()
    {
        CompactQueue? last = null;
        AssertWithin(
            Allocated.PerCall(() =>
            {
                last = new CompactQueue();
                last.Enqueue(ActorRefs.Nobody, new Envelope("one", ActorRefs.NoSender));
            }),
            40);
        Assert.Equal(1, last?.Count);
    }

    private void AssertWithin(double bytes, double most)
    {
        output.WriteLine($"{bytes:0.#} bytes");
        Assert.InRange(bytes, 1, most);
    }
}
