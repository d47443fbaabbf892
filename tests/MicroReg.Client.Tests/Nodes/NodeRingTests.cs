using MicroReg.Client.Nodes;

namespace MicroReg.Client.Tests.Nodes;

public sealed class NodeRingTests
{
    private static readonly Uri One = new("http://127.0.0.1:1/");
    private static readonly Uri Two = new("http://127.0.0.1:2/");

    [Fact]
    public void A_caller_that_fails_moves_on_and_a_late_one_does_not_move_back()
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
    public void The_URL_of_a_node_may_have_a_path(string node, string expected) =>
        Assert.Equal(expected, NodeRing.At(new Uri(node), "api/events?prefix=a").AbsoluteUri);
}
