using Akka.Actor;
using Akka.TestKit.Xunit2;
using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;

namespace MicroReg.Actors.Tests.ServiceDb;

public sealed class ServiceDbActorTests : TestKit
{
    private readonly RegistryFixture _node;

    public ServiceDbActorTests()
        : base(TestSystems.Default) => _node = new RegistryFixture(Sys);

    protected override void AfterAll()
    {
        base.AfterAll();
        _node.Dispose();
    }

    [Fact]
    public async Task A_registered_instance_is_seen_by_the_caller_and_on_disk_when_the_answer_comes()
    {
        var id = await _node.Register("orders");

        var found = Assert.Single(_node.Registry.View.Find("orders")!.Instances);
        Assert.Equal(id.Value, found.Registration!.Id);
        Assert.Equal(found, _node.Store.OnDisk[found.Key]);
    }

    [Fact]
    public async Task Registering_again_keeps_the_id_and_begins_a_new_generation()
    {
        var first = await _node.Register("orders");
        var before = _node.Registry.View.Find("orders")!.Instances.Single();
        await _node.Update("orders", ServiceStatus.Stopped);

        var second = await _node.Register("orders");

        var after = _node.Registry.View.Find("orders")!.Instances.Single();
        Assert.Equal(first.Value, second.Value);
        Assert.True(after.Registration!.Generation > before.Registration!.Generation);
        Assert.Equal(ServiceStatus.Running, after.Status);
        Assert.Equal(1, _node.Registry.View.InstanceCount);
    }

    [Fact]
    public async Task Commands_for_unknown_services_say_so_and_create_no_actor()
    {
        Assert.False((await _node.Update("ghost", ServiceStatus.Running)).Value);
        Assert.False((await _node.Unregister("ghost")).Value);

        Assert.Empty(_node.ServiceActors);
    }

    [Fact]
    public async Task A_command_for_a_service_without_endpoint_reaches_all_its_instances()
    {
        foreach (var port in Enumerable.Range(1, 5))
            await _node.Register("orders", port);

        Assert.True((await _node.Update("orders", ServiceStatus.Draining)).Value);
        Assert.All(_node.Registry.View.Find("orders")!.Instances, record => Assert.Equal(ServiceStatus.Draining, record.Status));
        Assert.True((await _node.Unregister("orders")).Value);
        Assert.Equal(0, _node.Registry.View.InstanceCount);
    }

    [Fact]
    public async Task A_service_has_its_actor_from_its_registration_to_its_last_instance()
    {
        await _node.Register("orders", 1);
        await _node.Register("orders", 2);
        await _node.Register("bills");
        await _node.Update("orders", ServiceStatus.Stopped);
        Assert.Equal((2, 2), (_node.ServiceActors.Count, _node.Registry.Status.ServiceActors));

        await _node.Unregister("orders");
        await AwaitAssertAsync(() => Assert.Equal((1, 1), (_node.ServiceActors.Count, _node.Registry.Status.ServiceActors)));
        await _node.Register("orders", 3);
        Assert.Equal(2, _node.Registry.Status.ServiceActors);
    }

    [Fact]
    public async Task Registrations_of_one_instance_at_the_same_moment_take_turns_at_the_actor_of_their_service()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => _node.Register("orders")));

        Assert.All(ids, id => Assert.Equal(ids[0].Value, id.Value));
        Assert.Single(_node.Registry.View.Find("orders")!.Instances);
        Assert.Single(_node.ServiceActors);
    }

    [Fact]
    public async Task A_registration_that_is_refused_leaves_no_actor()
    {
        _node.Store.Fail("no space left");
        Assert.NotNull((await _node.Register("orders")).Fault);
        await AwaitConditionAsync(() => Task.FromResult(_node.Pending.Refusal is not null));

        Assert.Contains("no space left", (await _node.Register("bills")).Fault?.Message, StringComparison.Ordinal);
        await AwaitAssertAsync(() => Assert.Single(_node.ServiceActors));
    }

    [Fact]
    public async Task The_actor_of_the_subscriptions_stays_and_is_not_counted()
    {
        Assert.Null((await _node.Registry.UnsubscribeAsync("unknown")).Fault);

        Assert.Single(_node.ServiceActors);
        Assert.Equal(0, _node.Registry.Status.ServiceActors);
    }

    [Fact]
    public async Task Registering_while_the_actor_retires_loses_no_call()
    {
        for (var round = 0; round < 200; round++)
        {
            var calls = new List<Task>();
            for (var i = 0; i < 4; i++)
            {
                calls.Add(_node.Register("orders", 1 + i));
                calls.Add(_node.Unregister("orders"));
            }

            await Task.WhenAll(calls);
        }

        Assert.Null((await _node.Register("orders")).Fault);
        Assert.Single(_node.Registry.View.Find("orders")!.Instances, record => record.Key.Port == 80);
    }

    [Fact]
    public async Task When_MicroDb_is_gone_for_good_calls_fail_at_once_with_what_to_do()
    {
        await _node.Register("orders");
        Sys.Stop(_node.MicroDb);

        await AwaitAssertAsync(async () =>
        {
            var answer = await _node.ServiceDb.Ask<Actors.MicroDb.CommandAnswer>(
                RegistryCommands.Register("orders", "127.0.0.1", 1).Value, TimeSpan.FromMilliseconds(200));
            Assert.Contains("use another node", answer.Fault?.Message);
        });
        Assert.NotNull(_node.Registry.View.Find("orders"));
    }
}
