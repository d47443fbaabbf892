using CsCheck;
using MicroReg.Domain.Records;
using MicroReg.Domain.Views;

namespace MicroReg.Domain.Tests.Views;

public sealed class RotationTests
{
    [Fact]
    public void A_rotation_gives_each_instance_turns_by_its_weight() =>
        Gen.Int[1, 40].Array[1, 8].ForAll(weights =>
        {
            var turns = Turns(Service(weights), weights.Sum());
            var expected = weights.Select((weight, index) => KeyValuePair.Create(index + 1, weight));
            Assert.Equal(expected, turns.GroupBy(port => port).OrderBy(group => group.Key)
                .Select(group => KeyValuePair.Create(group.Key, group.Count())));
        }, cases: 1000);

    [Fact]
    public void Large_weights_keep_their_shares_to_one_percent() =>
        Gen.Int[1, 1000].Array[1, 6].ForAll(weights =>
        {
            const int taken = 50_000;
            var turns = Turns(Service(weights), taken);
            foreach (var (weight, index) in weights.Select((weight, index) => (weight, index)))
                Assert.Equal((double)weight / weights.Sum(), turns.Count(port => port == index + 1) / (double)taken, 0.01);
        }, cases: 50);

    [Fact]
    public void Instances_of_equal_weight_take_turns() =>
        Gen.Select(Gen.Int[2, 9], Gen.Int[1, 1000]).ForAll((count, weight) =>
        {
            var turns = Turns(Service([.. Enumerable.Repeat(weight, count)]), count * 3);
            Assert.Equal(Enumerable.Range(0, count * 3).Select(turn => (turn % count) + 1), turns);
        });

    [Fact]
    public void The_turns_of_a_heavy_instance_are_spread_out() =>
        Assert.All(Turns(Service([4, 2, 1, 1]), 800).Chunk(2), pair => Assert.InRange(pair.Count(port => port == 1), 0, 2));

    [Fact]
    public void An_instance_of_weight_zero_serves_only_if_no_other_does()
    {
        Assert.Equal([1, 1, 1], Turns(Service([3, 0]), 3));
        Assert.Equal([1, 2, 1], Turns(Service([0, 0]), 3));
    }

    [Fact]
    public void An_instance_that_is_not_running_serves_only_if_none_is_running()
    {
        var view = new RegistryView();
        view.Apply(null, Instances.Living("s", 1, status: ServiceStatus.Stopped));
        Assert.Equal(1, view.Find("s")!.Next().Key.Port);
        view.Apply(null, Instances.Living("s", 2, status: ServiceStatus.Draining));
        Assert.Equal([2, 2], Turns(view.Find("s")!, 2));
        view.Apply(null, Instances.Living("s", 3, weight: 0));
        Assert.Equal([3, 3], Turns(view.Find("s")!, 2));
        Assert.Equal(ServiceStatus.Running, view.Find("s")!.Status);
    }

    [Fact]
    public void A_change_does_not_restart_the_rotation()
    {
        var view = new RegistryView();
        foreach (var port in (int[])[1, 2, 3])
            view.Apply(null, Instances.Living("s", port));
        var turns = new List<int>();
        for (var i = 0; i < 6; i++)
        {
            turns.Add(view.Find("s")!.Next().Key.Port);
            view.Apply(Instances.Living("s", 3), Instances.Living("s", 3));
        }

        Assert.Equal([1, 2, 3, 1, 2, 3], turns);
    }

    [Fact]
    public void Resolve_returns_each_running_instance_once_with_its_zone_first() =>
        Gen.Select(Gen.Int[0, 3], Gen.Bool, Gen.Bool).Array[1, 8].ForAll(given =>
        {
            var view = new RegistryView();
            for (var i = 0; i < given.Length; i++)
            {
                var (weight, isRunning, isNear) = given[i];
                var status = isRunning ? ServiceStatus.Running : ServiceStatus.Stopped;
                view.Apply(null, Instances.Living("s", i + 1, weight, status, isNear ? "near" : null));
            }
            var all = view.Find("s")!.Resolve(new(Zone: "near"), count: 100);
            Assert.Equal(Enumerable.Range(1, given.Length).Where(port => given[port - 1].Item2), all.Select(record => record.Key.Port)
                .Order());
            Assert.Equal(all.OrderByDescending(record => record.Registration!.Attributes.Zone == "near"), all);
            Assert.Equal(Math.Min(2, all.Length), view.Find("s")!.Resolve(InstanceFilter.All, count: 2).Length);
            Assert.All(view.Find("s")!.Resolve(new(Tag: "p1"), count: 9), record => Assert.Equal(1, record.Key.Port));
        }, cases: 1000);

    private static ServiceSnapshot Service(int[] weights)
    {
        var view = new RegistryView();
        for (var i = 0; i < weights.Length; i++)
            view.Apply(null, Instances.Living("s", i + 1, weights[i]));
        return view.Find("s")!;
    }

    private static int[] Turns(ServiceSnapshot service, int count) => [.. Enumerable.Range(0, count).Select(_ => service.Next().Key.Port)];
}
