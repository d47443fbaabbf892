using Akka.TestKit;
using Akka.TestKit.Xunit2;
using MicroReg.Actors.MicroDb;
using MicroReg.Actors.ServiceDb;
using MicroReg.Domain.Records;

namespace MicroReg.Actors.Tests.MicroDb;

public sealed class MicroDbActorTests : TestKit
{
    private readonly RegistryFixture _node;

    public MicroDbActorTests()
        : base(CompactMailbox.Definition.WithFallback("akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"")) =>
        _node = new RegistryFixture(Sys, options: new MicroDbOptions { TombstoneRetention = TimeSpan.FromHours(24) });

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

        PassTime(TimeSpan.FromHours(23));
        await _node.Register("bills");
        Assert.IsType<Tombstone>(_node.Database.Records.Get(key)!.Head);

        PassTime(TimeSpan.FromHours(2));
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

        PassTime(TimeSpan.FromHours(25));
        await _node.Register("bills");

        Assert.NotNull(_node.Registry.View.Find("orders"));
        Assert.Equal(2, _node.Store.OnDisk.Count);
    }

    private void PassTime(TimeSpan time)
    {
        _node.Time.Advance(time);
        ((TestScheduler)Sys.Scheduler).Advance(TimeSpan.FromMinutes(1));
    }
}
