using MicroReg.Chaos.Gateways;

namespace MicroReg.Cluster.Tests.Gateways;

public sealed class GatewayVerdictTests
{
    private static readonly GoneInstance[] Gone = [new(1, Killed: At(1000), Notified: At(1300)), new(2, Killed: null, Notified: At(2000))];

    [Theory]
    [InlineData(990, 1010, 0, "502", true)] // in flight to what was killed
    [InlineData(1399, 1450, 0, "502", true)] // sent before the event could be everywhere
    [InlineData(1401, 1450, 0, "502", false)] // sent later
    [InlineData(900, 990, 0, "502", false)] // failed before anything was killed
    [InlineData(1990, 2010, 0, "502", false)] // nobody was killed
    [InlineData(2099, 2110, 2, "", true)] // answered by what is going
    [InlineData(2101, 2110, 2, "", false)] // answered by what is gone
    [InlineData(2101, 2110, 3, "", true)]
    public void A_request_keeps_the_contract_or_breaks_it(int sent, int ended, int port, string failure, bool keeps) =>
        Assert.Equal(keeps, new GatewayVerdict([new(At(sent), At(ended), true, port, failure)], Gone, 0).Passed);

    [Fact]
    public void Without_requests_nothing_is_proved() => Assert.False(new GatewayVerdict([], Gone, 0).Passed);

    private static TimeSpan At(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
