using MicroReg.Domain.Kernel;
using MicroReg.Domain.Records;

namespace MicroReg.Edge.Tests.Methods;

public sealed class HeartbeatTests
{
    [Fact]
    public async Task A_heartbeat_of_a_registered_instance_answers_true()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("orders", port: 5001);
        Assert.Equal("true", await server.TextOfCallAsync("heartbeat", "orders", "127.0.0.1", 5001));
        Assert.Equal("false", await server.TextOfCallAsync("heartbeat", "orders", "127.0.0.1", 5002));
        Assert.Equal("false", await server.TextOfCallAsync("heartbeat", "order", "127.0.0.1", 5001));
        Assert.Equal([new InstanceKey("orders", "127.0.0.1", 5001)], server.Registry.Heartbeats);
    }

    [Fact]
    public async Task A_heartbeat_that_the_other_nodes_do_not_hear_of_is_fault_503()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.HeartbeatFault = new RegistryFault(FaultKind.Unavailable, "use another node");
        Assert.Equal(503, (int)(await server.CallAsync("heartbeat", "orders", "127.0.0.1", 5001))!["faultCode"]!);
    }

    [Theory]
    [InlineData("heartbeat takes 3 parameters, not 2", "orders", "127.0.0.1")]
    [InlineData("the parameter port must be a whole number from 1 to 65535, not 0", "orders", "127.0.0.1", 0)]
    [InlineData("the parameter host must be a string, not 5", "orders", 5, 5001)]
    public async Task A_wrong_parameter_is_named(string message, params object[] parameters)
    {
        await using var server = await EdgeServer.StartAsync();
        var fault = (await server.CallAsync("heartbeat", parameters))!;
        Assert.Equal(-32602, (int)fault["faultCode"]!);
        Assert.Contains(message, (string?)fault["faultString"], StringComparison.Ordinal);
    }
}
