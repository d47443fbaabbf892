using MicroReg.Chaos.Subscribers;

namespace MicroReg.Cluster.Tests.Subscribers;

public sealed class CopyDifferenceTests
{
    private static readonly SubscriberFilter Even = new() { Tag = "even" };

    [Fact]
    public void A_copy_that_is_the_same_has_no_difference() =>
        Assert.True(Compare([Events.Shown(), Events.Shown("users")], [Events.Shown("users"), Events.Shown()]).IsNone);

    [Fact]
    public void An_instance_that_the_copy_lacks_is_a_gap() =>
        Assert.Contains("orders@127.0.0.1:5001 is missing", Assert.Single(Compare([], [Events.Shown()]).Gaps), StringComparison.Ordinal);

    [Fact]
    public void An_instance_in_another_state_in_the_copy_is_a_gap()
    {
        var difference = Compare([Events.Shown(status: "running")], [Events.Shown(status: "stopped")]);

        Assert.Contains("stopped", Assert.Single(difference.Gaps), StringComparison.Ordinal);
        Assert.Empty(difference.Ghosts);
    }

    [Fact]
    public void An_instance_that_is_only_in_the_copy_is_a_ghost()
    {
        var difference = Compare([Events.Shown()], []);

        Assert.Contains("orders@127.0.0.1:5001 is gone", Assert.Single(difference.Ghosts), StringComparison.Ordinal);
        Assert.Empty(difference.Gaps);
    }

    [Fact]
    public void Under_a_filter_only_what_it_selects_counts()
    {
        Assert.True(
            Compare([Events.Shown(tags: ",even,")], [Events.Shown(tags: ",even,"), Events.Shown("users", tags: ",odd,")], Even).IsNone);
        Assert.Single(Compare([], [Events.Shown(tags: ",even,")], Even).Gaps);
    }

    [Fact]
    public void An_instance_that_the_filter_no_longer_selects_is_a_ghost() =>
        Assert.Single(Compare([Events.Shown(tags: ",even,")], [Events.Shown(tags: ",odd,")], Even).Ghosts);

    private static CopyDifference Compare(ShownInstance[] copy, ShownInstance[] all, SubscriberFilter? filter = null) =>
        CopyDifference.Between(Events.All(copy), Events.All(all), filter ?? SubscriberFilter.All);
}
