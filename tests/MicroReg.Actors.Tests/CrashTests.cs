using Akka.Actor;
using Akka.TestKit.Xunit2;
using MicroReg.Actors.MicroDb;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;
using MicroReg.Domain.Versions;

namespace MicroReg.Actors.Tests;

/// <summary>
/// Actors are made to crash in the midst of calls. Whatever crashes: every call is answered or fails, every
/// acknowledged write is there, in memory and on disk, and the registry goes on.
/// </summary>
public sealed class CrashTests : TestKit
{
    private readonly RegistryFixture _node;

    public CrashTests()
        : base(TestSystems.Default) => _node = new RegistryFixture(Sys);

    protected override void AfterAll()
    {
        base.AfterAll();
        _node.Dispose();
    }

    /// <summary>A message that no actor survives: its type is fine, its content is not.</summary>
    private static readonly RegisterInstance Poison = new(new InstanceKey("poisoned", null!, 0), null!);

    [Fact]
    public async Task A_crash_of_a_service_fails_the_call_that_caused_it_and_no_other()
    {
        await _node.Register("poisoned", 1);
        var good = Enumerable.Range(1, 50).Select(port => _node.Register("poisoned", port)).ToList();
        var bad = _node.Registry.UpdateStatusAsync(new UpdateStatus("poisoned", null, (ServiceStatus)99));
        var service = Assert.Single(_node.ServiceActors);
        service.Tell(new DecideAgain(null!));
        good.AddRange(Enumerable.Range(51, 50).Select(port => _node.Register("poisoned", port)));

        Assert.All(await Task.WhenAll(good), answer => Assert.Null(answer.Fault));
        await bad;
        Assert.Equal(100, _node.Registry.View.InstanceCount);
        Assert.Equal(100, _node.Store.OnDisk.Count);
    }

    [Fact]
    public async Task A_crash_of_ServiceDb_loses_no_record_and_no_waiting_call()
    {
        foreach (var number in Enumerable.Range(0, 20))
            await _node.Register($"service-{number}", 1);

        var (before, calls) = (_node.ServiceActors, new List<Task<Outcome<int>>>());
        for (var i = 0; i < 5; i++)
        {
            calls.AddRange(Enumerable.Range(i * 100, 100).Select(n => _node.Register($"service-{n % 37}", 2 + n)));
            _node.ServiceDb.Tell(Poison with { Service = null! });
        }

        Assert.All(await Task.WhenAll(calls), answer => Assert.Null(answer.Fault));
        Assert.Equal(520, _node.Registry.View.InstanceCount);
        Assert.Equal(20, before.Intersect(_node.ServiceActors).Count());
    }

    [Fact]
    public async Task After_a_crash_of_ServiceDb_an_emptied_service_still_retires()
    {
        await _node.Register("orders");
        _node.ServiceDb.Tell(Poison with { Service = null! });
        await _node.Unregister("orders");

        await AwaitAssertAsync(() => Assert.Empty(_node.ServiceActors));
        Assert.Null((await _node.Register("orders")).Fault);
    }

    [Fact]
    public async Task A_crash_of_MicroDb_loses_no_record_and_no_waiting_call()
    {
        var calls = new List<Task<Outcome<int>>>();
        for (var i = 0; i < 5; i++)
        {
            calls.AddRange(Enumerable.Range(i * 100, 100).Select(n => _node.Register($"service-{n % 37}", 1 + n)));
            _node.MicroDb.Tell(new Commit(null!, Poison, ActorRefs.Nobody), TestActor);
            Assert.Equal(FaultKind.Internal, (await ExpectMsgAsync<CommitRefused>()).Fault.Kind);
        }

        Assert.All(await Task.WhenAll(calls), answer => Assert.Null(answer.Fault));
        Assert.Equal(500, _node.Registry.View.InstanceCount);
        await AwaitAssertAsync(() => Assert.Equal(500, _node.Store.OnDisk.Count));
    }

    [Fact]
    public async Task A_crash_of_the_journal_loses_no_record_and_no_waiting_call()
    {
        var calls = new List<Task<Outcome<int>>>();
        for (var i = 0; i < 5; i++)
        {
            calls.AddRange(Enumerable.Range(i * 100, 100).Select(n => _node.Register($"service-{n % 37}", 1 + n)));
            _node.Journal.Tell(new Append(long.MaxValue, default, default, VersionVector.Empty, default, null!, null!));
        }

        Assert.All(await Task.WhenAll(calls), answer => Assert.Null(answer.Fault));
        Assert.Equal(_node.Registry.View.AllInstances().ToHashSet(), _node.Store.OnDisk.Values.ToHashSet());
    }

    [Fact]
    public async Task A_service_that_keeps_crashing_is_replaced_and_serves_on()
    {
        await _node.Register("orders");
        var service = Assert.Single(_node.ServiceActors);
        Watch(service);
        for (var i = 0; i < 11; i++)
            service.Tell(new DecideAgain(null!));
        await FishForMessageAsync<Terminated>(_ => true);

        Assert.True((await _node.Update("orders", ServiceStatus.Stopped)).Value);
    }
}
