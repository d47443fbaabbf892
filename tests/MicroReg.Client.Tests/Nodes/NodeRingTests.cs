using MicroReg.Client.Nodes;

namespace MicroReg.Client.Tests.Nodes;

public sealed class NodeRingTests
{
    private static readonly Uri One = new("http://127.0.0.1:1/");
    private static readonly Uri Two = new("http://127.0.0.1:2/");

    [Fact]
    public void Whoever_is_disappointed_goes_on_and_one_who_comes_later_does_not_go_back()
    {
        var ring = new NodeRing([One, Two], 0);
        ring.Leave(One);
        ring.Leave(One);
        Assert.Equal(Two, ring.Current);
        ring.Leave(Two);
        Assert.Equal(One, ring.Current);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1", "http://127.0.0.1:1/api/events?prefix=a")]
    [InlineData("http://127.0.0.1:1/registry", "http://127.0.0.1:1/registry/api/events?prefix=a")]
    [InlineData("http://127.0.0.1:1/registry/", "http://127.0.0.1:1/registry/api/events?prefix=a")]
    public void A_registry_inside_an_application_may_be_below_a_path(string node, string expected) =>
        Assert.Equal(expected, NodeRing.At(new Uri(node), "api/events?prefix=a").AbsoluteUri);
}
