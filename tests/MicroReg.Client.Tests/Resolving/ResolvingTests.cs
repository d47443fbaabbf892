using MicroReg.Client.Resolving;
using MicroReg.Client.Tests.Fakes;
using MicroReg.Client.Watching;

namespace MicroReg.Client.Tests.Resolving;

public sealed class ResolvingTests
{
    [Fact]
    public void Only_running_instances_are_resolved_with_the_zone_first_and_weight_0_last()
    {
        var snapshot = Snapshot(
            Instance(1, "b"), Instance(2, "a", weight: 0), Instance(3, "a"), Instance(4, "b", weight: 0),
            Instance(5, "a", status: "draining"));

        Assert.Equal([3, 1, 2, 4], snapshot.Resolve("orders", "a").Select(instance => instance.Port));
        Assert.Equal([1, 3, 2, 4], snapshot.Resolve("orders").Select(instance => instance.Port));
        Assert.Equal([3], snapshot.Resolve("orders", tag: "t3").Select(instance => instance.Port));
        Assert.Empty(snapshot.Resolve("stock"));
    }

    [Fact]
    public void Picks_are_in_proportion_to_the_weights()
    {
        var watcher = new FixedWatcher(Snapshot(
            Instance(1, "b", weight: 1), Instance(2, "b", weight: 3), Instance(3, "b", weight: 0),
            Instance(4, "b", status: "stopped")));
        var random = new Random(1);
        var picks = Enumerable.Range(0, 40_000).CountBy(_ => watcher.Pick("orders", random)!.Port).ToDictionary();

        Assert.Equal([1, 2], picks.Keys.Order());
        Assert.InRange(picks[2] / (double)picks[1], 2.8, 3.2);
    }

    [Theory]
    [InlineData("a", null, "2,3")]
    [InlineData("z", null, "1,2,3")]
    [InlineData(null, "t1", "1")]
    [InlineData("a", "t4", "4")]
    [InlineData("a", "t9", "")]
    public void A_pick_is_one_of_the_preferred_instances(string? zone, string? tag, string expected)
    {
        var watcher = new FixedWatcher(Snapshot(Instance(1, "b"), Instance(2, "a"), Instance(3, "a"), Instance(4, "a", weight: 0)));
        var random = new Random(1);
        var picked = Enumerable.Range(0, 200).Select(_ => watcher.Pick("orders", random, zone, tag)?.Port).Distinct().Order();
        Assert.Equal(expected, string.Join(',', picked));
    }

    [Fact]
    public async Task Resolving_waits_until_the_copy_is_usable()
    {
        var watcher = new FixedWatcher(Snapshot(Instance(1, "b")), isUsable: false);
        var resolving = watcher.ResolveAsync("orders").AsTask();
        Assert.False(resolving.IsCompleted);
        watcher.BecomeUsable();
        Assert.Equal(1, Assert.Single(await resolving.Soon()).Port);
    }

    private static RegistrySnapshot Snapshot(params ServiceInstance[] instances) =>
        RegistrySnapshot.Empty with { Services = RegistrySnapshot.Empty.Services.Add("orders", [.. instances]) };

    private static ServiceInstance Instance(int port, string zone, int weight = 1, string status = "running") =>
        new() { Service = "orders", Host = "127.0.0.1", Port = port, Zone = zone, Weight = weight, Status = status, Tags = [$"t{port}"] };
}
