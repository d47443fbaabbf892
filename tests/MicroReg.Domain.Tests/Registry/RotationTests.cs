using CsCheck;
using MicroReg.Domain.Records;
using MicroReg.Domain.Registry;

namespace MicroReg.Domain.Tests.Registry;

public sealed class RotationTests
{
    [Fact]
    public void A_round_gives_every_instance_turns_in_proportion_to_its_weight() =>
        Gen.Int[1, 40].Array[1, 8].Sample(weights =>
        {
            var turns = Turns(Service(weights), weights.Sum());
            var expected = weights.Select((weight, index) => KeyValuePair.Create(index + 1, weight));
            Assert.Equal(expected, turns.GroupBy(port => port).OrderBy(group => group.Key).Select(group => KeyValuePair.Create(group.Key, group.Count())));
        }, iter: 1000);

    [Fact]
    public void Great_weights_keep_their_shares_to_one_part_in_a_hundred() =>
        Gen.Int[1, 1000].Array[1, 6].Sample(weights =>
        {
            const int taken = 50_000;
            var turns = Turns(Service(weights), taken);
            foreach (var (weight, index) in weights.Select((weight, index) => (weight, index)))
                Assert.Equal((double)weight / weights.Sum(), turns.Count(port => port == index + 1) / (double)taken, 0.01);
        }, iter: 50);

    [Fact]
    public void Equal_weights_take_turns() =>
        Gen.Select(Gen.Int[2, 9], Gen.Int[1, 1000]).Sample((count, weight) =>
        {
            var turns = Turns(Service([.. Enumerable.Repeat(weight, count)]), count * 3);
            Assert.Equal(Enumerable.Range(0, count * 3).Select(turn => (turn % count) + 1), turns);
        });

    [Fact]
    public void Turns_of_a_heavy_instance_are_spread() =>
        Assert.All(Turns(Service([4, 2, 1, 1]), 800).Chunk(2), pair => Assert.InRange(pair.Count(port => port == 1), 0, 2));

    [Fact]
    public void Weight_zero_serves_only_if_nothing_else_does()
    {
        Assert.Equal([1, 1, 1], Turns(Service([3, 0]), 3));
        Assert.Equal([1, 2, 1], Turns(Service([0, 0]), 3));
    }

    [Fact]
    public void Instances_that_do_not_run_serve_only_if_none_runs()
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
    public void A_change_does_not_start_the_round_again()
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
    public void Resolving_gives_running_instances_once_each_with_those_of_the_zone_first() =>
        Gen.Select(Gen.Int[0, 3], Gen.Bool, Gen.Bool).Array[1, 8].Sample(given =>
        {
            var view = new RegistryView();
            for (var i = 0; i < given.Length; i++)
                view.Apply(null, Instances.Living("s", i + 1, given[i].Item1, given[i].Item2 ? ServiceStatus.Running : ServiceStatus.Stopped, given[i].Item3 ? "near" : null));
            var all = view.Find("s")!.Resolve(new(Zone: "near"), count: 100);
            Assert.Equal(Enumerable.Range(1, given.Length).Where(port => given[port - 1].Item2), all.Select(record => record.Key.Port).Order());
            Assert.Equal(all.OrderByDescending(record => record.Registration!.Attributes.Zone == "near"), all);
            Assert.Equal(Math.Min(2, all.Length), view.Find("s")!.Resolve(InstanceFilter.All, count: 2).Length);
            Assert.All(view.Find("s")!.Resolve(new(Tag: "p1"), count: 9), record => Assert.Equal(1, record.Key.Port));
        }, iter: 1000);

    private static ServiceSnapshot Service(int[] weights)
    {
        var view = new RegistryView();
        for (var i = 0; i < weights.Length; i++)
            view.Apply(null, Instances.Living("s", i + 1, weights[i]));
        return view.Find("s")!;
    }

    private static int[] Turns(ServiceSnapshot service, int count) => [.. Enumerable.Range(0, count).Select(_ => service.Next().Key.Port)];
}
