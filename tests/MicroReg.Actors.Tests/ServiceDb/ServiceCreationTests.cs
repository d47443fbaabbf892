using Akka.TestKit;
using Akka.TestKit.Xunit2;
using MicroReg.Actors.MicroDb;
using MicroReg.Actors.ServiceDb;
using MicroReg.Domain.Database;
using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Actors.Tests.ServiceDb;

/// <summary>
/// Services that were not registered at this node get their actors in the background. The test holds the scheduler's clock.
/// </summary>
public sealed class ServiceCreationTests : TestKit
{
    private const int Services = (2 * ServiceDbActor.BatchSize) + 10;
    private const string Name = "service-0000";
    private RegistryFixture? _node;

    public ServiceCreationTests()
        : base(TestSystems.WithTestScheduler)
    {
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _node?.Dispose();
    }

    [Fact]
    public async Task Services_from_the_disk_get_their_actors_in_batches()
    {
        var node = StartWith(Services);
        Assert.Equal(Services, node.Registry.View.ServiceCount);
        Assert.Equal(0, await CountAsync());

        Assert.Equal(ServiceDbActor.BatchSize, await CountAfterATickAsync());
        Assert.Equal(2 * ServiceDbActor.BatchSize, await CountAfterATickAsync());
        Assert.Equal(Services, await CountAfterATickAsync());
        Assert.Equal(Services, await CountAfterATickAsync());
    }

    [Fact]
    public async Task Services_from_the_disk_get_no_actors_before_the_node_is_ready()
    {
        var node = StartWith(Services);
        node.IsReady = false;
        Assert.Equal(0, await CountAfterATickAsync());
        Assert.Equal(0, await CountAfterATickAsync());

        node.IsReady = true;
        Assert.Equal(ServiceDbActor.BatchSize, await CountAfterATickAsync());
    }

    [Fact]
    public async Task A_command_makes_the_actor_of_its_service_at_once_ready_or_not()
    {
        var node = StartWith(Services);
        node.IsReady = false;

        Assert.True((await node.Update(Name, ServiceStatus.Stopped)).Value);

        Assert.Equal(1, await CountAsync());
        Assert.Equal(ServiceStatus.Stopped, node.Registry.View.Find(Name)!.Status);
    }

    [Fact]
    public async Task A_service_that_is_gone_before_its_turn_gets_none()
    {
        var node = StartWith(1);
        await node.Unregister(Name);
        await AwaitAssertAsync(() => Assert.Empty(node.ServiceActors));

        Assert.Equal(0, await CountAfterATickAsync());
    }

    [Fact]
    public async Task A_service_from_another_node_gets_its_actor_and_loses_it_with_its_last_instance()
    {
        var node = StartWith(0);
        Merge(node, RegistrationOf(1));
        Assert.Equal(0, await CountAsync());
        Assert.Equal(1, await CountAfterATickAsync());

        Merge(node, new Tombstone(StampOf(1), StampOf(2), PositionOf(2)));
        await AwaitAssertAsync(() => Assert.Empty(node.ServiceActors));
        Assert.Equal(0, await CountAsync());
    }

    private RegistryFixture StartWith(int services)
    {
        var store = new MemoryStore();
        for (var number = 0; number < services; number++)
        {
            var key = new InstanceKey($"service-{number:0000}", "127.0.0.1", 80);
            store.OnDisk[key] = new ServiceRecord
            {
                Key = key,
                Head = RegistrationOf(number + 1),
            };
        }

        return _node = new RegistryFixture(Sys, store);
    }

    private async Task<int> CountAfterATickAsync()
    {
        await CountAsync();
        ((TestScheduler)Sys.Scheduler).Advance(ServiceDbActor.BatchInterval);
        return await CountAsync();
    }

    /// <summary>Once ServiceDb has dealt with all that it was told, by MicroDb, too.</summary>
    private async Task<int> CountAsync()
    {
        await _node!.Update("ghost", ServiceStatus.Running);
        _node.MicroDb.Tell(new CommitFence(), TestActor);
        await ExpectMsgAsync<CommitFence>();
        await _node.Update("ghost", ServiceStatus.Running);
        return _node.Services.ActorCount;
    }

    private void Merge(RegistryFixture node, RecordPart part)
    {
        var key = new InstanceKey("orders", "127.0.0.1", 80);
        var seen = node.Database.Records.Vector;
        node.MicroDb.Tell(new MergeParts([new PartChange(key, part)], seen, seen.Including(part.Position), "", IsPush: false), TestActor);
        Assert.NotEmpty(ExpectMsg<Actors.MicroDb.Applied>().Result.Changed);
    }

    private static Registration RegistrationOf(int number) =>
        new(StampOf(number), PositionOf(number), number, StampOf(number), InstanceAttributes.Default);

    private static Stamp StampOf(int time) => new(new HybridTime(time), new OriginId(2));

    private static Position PositionOf(int sequence) => new(new OriginId(2), sequence);
}
