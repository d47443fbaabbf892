using Akka.TestKit.Xunit2;
using MicroReg.Domain.Records;

namespace MicroReg.Actors.Tests;

public sealed class ConcurrencyTests : TestKit
{
    private const int Calls = 50_000;

    private readonly RegistryFixture _node;

    public ConcurrencyTests()
        : base(TestSystems.Default) => _node = new RegistryFixture(Sys);

    protected override void AfterAll()
    {
        base.AfterAll();
        _node.Dispose();
    }

    [Fact]
    public async Task Fifty_thousand_concurrent_registers_of_distinct_names_all_hold()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, Calls).Select(n => _node.Register($"service-{n}")));

        Assert.All(answers, answer => Assert.Null(answer.Fault));
        Assert.Equal(Calls, answers.Select(answer => answer.Value).Distinct().Count());
        AssertInvariants(Calls, Calls);
    }

    [Fact]
    public async Task Fifty_thousand_concurrent_registers_of_one_instance_make_one_record_with_one_id()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, Calls).Select(_ => _node.Register("orders")));

        Assert.Single(answers.Select(answer => answer.Value).Distinct());
        AssertInvariants(1, 1);
    }

    [Fact]
    public async Task Fifty_thousand_concurrent_registers_of_one_name_make_one_service_with_all_instances()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, Calls).Select(n => _node.Register("orders", 1 + n)));

        Assert.Equal(Calls, answers.Select(answer => answer.Value).Distinct().Count());
        AssertInvariants(Calls, 1);
    }

    [Fact]
    public async Task A_storm_of_mixed_calls_on_few_names_ends_in_a_state_that_some_order_explains()
    {
        var random = new Random(Seeds.One());
        var calls = new List<Task>();
        for (var n = 0; n < Calls; n++)
            calls.Add(random.Next(3) switch
            {
                0 => _node.Register($"service-{random.Next(20)}", 1 + random.Next(5)),
                1 => _node.Update($"service-{random.Next(20)}", (ServiceStatus)random.Next(-1, 4)),
                _ => _node.Unregister($"service-{random.Next(20)}"),
            });
        await Task.WhenAll(calls);
        await _node.Register("last");

        var living = _node.Registry.View.AllInstances();
        AssertInvariants(living.Length, _node.Registry.View.ServiceCount);
        Assert.All(living, record => Assert.Equal(record.Status, record.Reported?.Status ?? ServiceStatus.Running));
    }

    /// <summary>What holds after whatever happened: memory, view, change log and disk tell one story.</summary>
    private void AssertInvariants(int instances, int services)
    {
        var view = _node.Registry.View;
        var living = view.AllInstances();
        var records = _node.Database.Records;
        Assert.Equal(instances, view.InstanceCount);
        Assert.Equal(instances, living.Length);
        Assert.Equal(instances, records.GetRecordCount());
        Assert.Equal(services, view.ServiceCount);
        Assert.Equal(instances, living.Select(record => record.Registration!.Id).Distinct().Count());
        Assert.All(living, record => Assert.Same(records.Get(record.Key), record));
        Assert.All(_node.Store.OnDisk.Values, record => Assert.Equal(records.Get(record.Key), record));
        var positions = living.SelectMany(record => record.Parts()).Select(part => part.Position).ToList();
        Assert.Equal(positions.Count, positions.Distinct().Count());
        Assert.All(positions, position => Assert.True(records.Vector.Covers(position)));
    }
}
