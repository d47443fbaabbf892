using Akka.Actor;
using Akka.TestKit.Xunit2;
using MicroReg.Actors.MicroDb;
using MicroReg.Actors.ServiceDb;
using MicroReg.Domain.Journal;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Records;

namespace MicroReg.Actors.Tests.Journal;

public sealed class JournalActorTests : TestKit
{
    private readonly RegistryFixture _node;

    public JournalActorTests()
        : base(TestSystems.Default) => _node = new RegistryFixture(Sys);

    protected override void AfterAll()
    {
        base.AfterAll();
        _node.Dispose();
    }

    [Fact]
    public async Task A_write_is_not_answered_before_it_is_on_disk()
    {
        _node.Store.Hold();
        var call = _node.Register("orders");
        await _node.Store.Arrived.WaitAsync();

        Assert.False(call.IsCompleted);
        Assert.NotNull(_node.Registry.View.Find("orders"));
        _node.Store.LetGo();
        Assert.Null((await call).Fault);
    }

    [Fact]
    public async Task Commits_that_arrive_while_a_group_is_written_are_the_next_group()
    {
        _node.Store.Hold();
        var first = _node.Register("first");
        await _node.Store.Arrived.WaitAsync();
        var rest = Enumerable.Range(1, 100).Select(port => _node.Register("rest", port)).ToArray();
        await AwaitAssertAsync(() => Assert.Equal(101, _node.Pending.Count));
        _node.Store.LetGo();

        await Task.WhenAll([first, .. rest]);
        Assert.Equal([1, 100], _node.Store.GroupSizes);
    }

    [Fact]
    public async Task A_failing_disk_fails_the_group_then_refuses_writes_before_they_are_committed()
    {
        _node.Store.Fail("no space left");
        var hit = await _node.Register("hit");
        Assert.Equal(FaultKind.StorageFailed, hit.Fault!.Kind);
        Assert.Contains("may have been applied", hit.Fault.Message);

        await AwaitAssertAsync(async () =>
        {
            var refused = await _node.Register("refused");
            Assert.Equal(FaultKind.StorageFailed, refused.Fault!.Kind);
            Assert.DoesNotContain("may have been applied", refused.Fault.Message);
        });
        Assert.Contains("no space left", _node.Registry.Status.WriteFault!.Message);
        Assert.False(_node.Registry.Status.AcceptsWrites);
        Assert.NotNull(_node.Registry.View.Find("hit"));
    }

    [Fact]
    public async Task When_the_disk_takes_writes_again_everything_in_memory_gets_there()
    {
        await _node.Register("before");
        _node.Store.Fail("no space left");
        await Task.WhenAll(Enumerable.Range(1, 50).Select(port => _node.Register("hit", port)));
        _node.Store.Heal();

        await AwaitAssertAsync(async () => Assert.Null((await _node.Register("after")).Fault));
        await AwaitAssertAsync(() =>
            Assert.Equal(_node.Registry.View.AllInstances().ToHashSet(), _node.Store.OnDisk.Values.ToHashSet()));
    }

    [Fact]
    public async Task Too_many_writes_waiting_for_the_disk_are_refused_with_429()
    {
        using var system = Akka.Actor.ActorSystem.Create("small", CompactMailbox.Definition);
        using var node = new RegistryFixture(system, options: new() { MaxPendingCommits = 10 });
        node.Store.Hold();
        var calls = Enumerable.Range(1, 30).Select(n => node.Register($"service-{n}")).ToArray();
        await AwaitAssertAsync(() => Assert.Equal(20, calls.Count(call => call.IsCompleted)));
        node.Store.LetGo();

        var answers = await Task.WhenAll(calls);
        Assert.Equal(20, answers.Count(answer => answer.Fault?.Kind == FaultKind.TooMany));
        Assert.Equal(10, node.Registry.View.InstanceCount);
        await system.Terminate();
    }

    [Fact]
    public async Task A_restarted_node_reads_exactly_the_writes_that_were_answered()
    {
        await _node.Register("orders", 1);
        await _node.Register("orders", 2);
        await _node.Update("orders", ServiceStatus.Stopped);
        await _node.Register("bills");
        await _node.Unregister("bills");
        using var system = Akka.Actor.ActorSystem.Create("second", CompactMailbox.Definition);

        using var restarted = new RegistryFixture(system, _node.Store);

        Assert.Equal(_node.Registry.View.AllInstances().ToArray(), restarted.Registry.View.AllInstances().ToArray());
        Assert.False((await restarted.Update("bills", ServiceStatus.Running)).Value);
        await system.Terminate();
    }

    [Fact]
    public async Task Facts_of_the_cluster_and_a_replacement_reach_the_disk()
    {
        await _node.Register("orders");
        await _node.Register("bills");
        var (kept, cluster) = (_node.Registry.View.Find("bills")!.Instances.First(), ClusterFacts.None with { LastExchange = 77 });

        _node.Journal.Tell(new Append(3, [kept], [], _node.Database.Records.Vector, new(9), CommandAnswer.Done, TestActor)
        {
            Cluster = cluster,
            ReplacesAll = true
        });

        await ExpectMsgAsync(CommandAnswer.Done);
        Assert.Equal(kept, Assert.Single(_node.Store.OnDisk).Value);
        Assert.Equal((cluster, 9), (_node.Store.Facts.Cluster, _node.Store.Facts.GreatestTime.Value));
    }
}
