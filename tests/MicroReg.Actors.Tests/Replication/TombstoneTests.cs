using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using MicroReg.Actors.Replication;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Records;

namespace MicroReg.Actors.Tests.Replication;

public sealed class TombstoneTests : TestKit
{
    private readonly RegistryFixture _node;
    private readonly IActorRef _replication;

    public TombstoneTests()
        : base(TestSystems.WithTestScheduler) =>
        _replication = (_node = new RegistryFixture(Sys)).StartReplication(Sys);

    protected override void AfterAll()
    {
        base.AfterAll();
        _node.Dispose();
    }

    [Fact]
    public async Task A_tombstone_is_dropped_from_memory_and_disk_after_its_retention_and_not_before()
    {
        await _node.Register("orders");
        await _node.Unregister("orders");
        var key = _node.Store.OnDisk.Keys.Single();

        await PassHoursAsync(23);
        await _node.Register("bills");
        Assert.IsType<Tombstone>(_node.Database.Records.Get(key)!.Head);

        await PassHoursAsync(4);
        await AwaitAssertAsync(() => Assert.False(_node.Store.OnDisk.ContainsKey(key)));
        Assert.Null(_node.Database.Records.Get(key));
        Assert.NotNull(_node.Registry.View.Find("bills"));
    }

    [Fact]
    public async Task The_tombstone_of_an_instance_that_came_back_is_not_dropped_from_under_it()
    {
        await _node.Register("orders");
        await _node.Unregister("orders");
        await _node.Register("orders");

        await PassHoursAsync(27);
        await _node.Register("bills");

        Assert.NotNull(_node.Registry.View.Find("orders"));
        Assert.Equal(2, _node.Store.OnDisk.Count);
    }

    /// <summary>The answer to a question behind the tick says that the tick is dealt with.</summary>
    private async Task PassHoursAsync(int hours)
    {
        for (var hour = 0; hour < hours; hour++)
        {
            _node.Time.Advance(TimeSpan.FromHours(1));
            ((TestScheduler)Sys.Scheduler).Advance(TimeSpan.FromSeconds(1));
            _replication.Tell(new ForgetNode("nobody"), TestActor);
            await ExpectMsgAsync<Outcome<bool>>();
        }
    }
}
