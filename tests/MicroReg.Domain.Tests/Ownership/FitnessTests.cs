using MicroReg.Domain.Ownership;

namespace MicroReg.Domain.Tests.Ownership;

/// <summary>Which nodes are fit to own instances.</summary>
public sealed class FitnessTests
{
    private readonly Fitness _fitness = new();

    [Theory]
    [InlineData("a:50000 b:60000", "a b")]
    [InlineData("a:0 b:60000", "b")]
    [InlineData("a:0 b:0", "a b")] // somebody has to
    [InlineData("a:3000 b:60000", "b")] // it has just become fit
    [InlineData("a:10000 b:60000", "a b")]
    [InlineData("a:3000 b:4000", "a b")] // they started together
    [InlineData("a:3000 b:0", "a")]
    [InlineData("a:? b:60000", "a b")] // a build that does not tell
    [InlineData("a:? b:0", "a")]
    public void A_node_owns_instances_if_it_is_fit_and_no_newcomer(string nodes, string owners) =>
        Assert.Equal(
            owners.Split(' '),
            Fitness.Choose([.. nodes.Split(' ').Select(node => node.Split(':')).Select(node => (
                node[0], node[1] == "?" ? (long?)null : long.Parse(node[1], System.Globalization.CultureInfo.InvariantCulture)))]));

    [Fact]
    public void A_node_is_fit_while_it_is_ready_and_takes_writes()
    {
        Assert.Equal(0, _fitness.For(100));
        _fitness.Observe(100, isReady: true, takesWrites: true);
        _fitness.Observe(200, isReady: true, takesWrites: true);
        Assert.Equal(400, _fitness.For(500));
        _fitness.Observe(600, isReady: true, takesWrites: false);
        Assert.Equal(0, _fitness.For(600));
        _fitness.Observe(700, isReady: false, takesWrites: true);
        Assert.Equal(0, _fitness.For(700));
        _fitness.Observe(800, isReady: true, takesWrites: true);
        Assert.Equal(100, _fitness.For(900));
    }

    [Fact]
    public void Three_pauses_within_a_minute_are_too_many()
    {
        _fitness.Observe(0, isReady: true, takesWrites: true);
        _fitness.OnPause(1000);
        _fitness.OnPause(2000);
        _fitness.Observe(2000, isReady: true, takesWrites: true);
        Assert.Equal(2000, _fitness.For(2000));
        _fitness.OnPause(3000);
        _fitness.Observe(3000, isReady: true, takesWrites: true);
        Assert.Equal(0, _fitness.For(3000));
        _fitness.Observe(61_100, isReady: true, takesWrites: true);
        Assert.Equal(900, _fitness.For(62_000));
    }
}
