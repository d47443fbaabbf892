using MicroReg.Chaos.Gateways;
using Xunit.Abstractions;

namespace MicroReg.Cluster.Tests.Gateways;

public sealed class GatewayTests(ITestOutputHelper output)
{
    [Fact]
    public async Task No_request_is_lost_that_is_sent_after_an_instance_is_known_to_be_gone()
    {
        var result = await GatewayTrial.OnceOrTwiceAsync(requestsPerSecond: 200);

        output.WriteLine($"{result}");
        Assert.True(result.Passed, $"{result}");
    }
}
