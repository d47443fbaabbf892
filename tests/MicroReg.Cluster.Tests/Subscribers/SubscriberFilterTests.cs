using MicroReg.Chaos.Subscribers;

namespace MicroReg.Cluster.Tests.Subscribers;

public sealed class SubscriberFilterTests
{
    private static readonly SubscriberFilter Whole = new() { Services = ["orders", "users"], Prefix = "o", Tag = "a b", Zone = "z" };

    [Fact]
    public void Everything_that_is_given_must_match()
    {
        var instance = Events.Shown("orders", tags: ",a b,c,", zone: "z");

        Assert.True(SubscriberFilter.All.Selects(instance));
        Assert.True(Whole.Selects(instance));
        Assert.False(Whole.Selects(Events.Shown("users", tags: ",a b,", zone: "z")));
        Assert.False((Whole with { Services = ["users"] }).Selects(instance));
        Assert.False((Whole with { Tag = "a" }).Selects(instance));
        Assert.False((Whole with { Zone = "" }).Selects(Events.Shown("orders", tags: ",c,")));
        Assert.False(Whole.Selects(Events.Shown("orders", tags: ",a b,", zone: "y")));
    }

    [Fact]
    public void A_filter_is_written_as_a_query_and_as_a_struct()
    {
        Assert.Equal("service=orders&service=users&prefix=o&tag=a%20b&zone=z&", Whole.ToQuery());
        Assert.Equal("""{services: ["orders", "users"], prefix: "o", tag: "a b", zone: "z"}""", Whole.ToStruct().ToString());
        Assert.Equal("", SubscriberFilter.All.ToQuery());
        Assert.Equal("{}", SubscriberFilter.All.ToStruct().ToString());
    }
}
