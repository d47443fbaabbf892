using MicroReg.Chaos.Gateways;
using Xunit.Abstractions;

namespace MicroReg.Cluster.Tests.Gateways;

public sealed class GatewayTests(ITestOutputHelper output)
{
    [Fact]
    public async Task No_request_is_lost_that_is_sent_after_an_instance_is_known_to_be_gone()
    {
        await using var trial = await GatewayTrial.StartAsync();

        var verdict = await trial.RunAsync(requestsPerSecond: 200);

        output.WriteLine($"{verdict}");
        Assert.True(verdict.Passed, $"{verdict}");
    }
}
