using MicroReg.Chaos.Subscribers;
using MicroReg.Domain.Versions;

namespace MicroReg.Cluster.Tests.Subscribers;

public sealed class QuietPointTests
{
    [Theory]
    [InlineData("1795500000123;00000000000000a1:7,00000000000000b2:9", true)]
    [InlineData("1795500000123;00000000000000a1:8,00000000000000b2:9,00000000000000c3:1", true)]
    [InlineData("1795500000123;00000000000000a1:6,00000000000000b2:9", false)]
    [InlineData("1795500000123;00000000000000a1:7", false)]
    [InlineData("1795500000123;00000000000000a1:7,00000000000000b2:9;00000000000000a1;00000000000000a1:7", false)]
    [InlineData("", false)]
    [InlineData("nonsense", false)]
    public void A_cursor_is_behind_it_if_it_covers_what_the_nodes_have_seen(string cursor, bool isBehind)
    {
        Assert.True(VersionVector.TryParse("00000000000000a1:7,00000000000000b2:9", out var vector));

        Assert.Equal(isBehind, new QuietPoint(vector, Events.All()).IsReachedBy(cursor));
    }
}
