using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;

namespace MicroReg.Edge.Tests.Methods;

public sealed class DrainTests
{
    [Fact]
    public async Task Draining_takes_one_instance_out_of_use()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("orders", port: 5001);
        server.Registry.Add("orders", port: 5002);

        Assert.Equal("true", await server.TextOfCallAsync("drain", "orders", "127.0.0.1", 5001, 90));

        Assert.Equal(new DrainInstance(new InstanceKey("orders", "127.0.0.1", 5001), 90), server.Registry.LastCommand);
        Assert.Equal("3", await server.TextOfCallAsync("get_service_status", "orders", "127.0.0.1", 5001));
        Assert.Equal("1", await server.TextOfCallAsync("get_service_status", "orders", "127.0.0.1", 5002));
    }

    [Fact]
    public async Task Half_a_minute_is_what_it_takes_unless_told_otherwise()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("orders", port: 5001);
        await server.CallAsync("drain", "orders", "127.0.0.1", "5001");
        Assert.Equal(30, Assert.IsType<DrainInstance>(server.Registry.LastCommand).Seconds);
    }

    [Theory]
    [InlineData("orders", 5002)]
    [InlineData("order", 5001)]
    public async Task Draining_an_unknown_instance_answers_false(string name, int port)
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("orders", port: 5001);
        Assert.Equal("false", await server.TextOfCallAsync("drain", name, "127.0.0.1", port));
    }

    [Theory]
    [InlineData("drain takes 3 to 4 parameters, not 1", "orders")]
    [InlineData("the parameter port must be a whole number from 1 to 65535, not 0", "orders", "127.0.0.1", 0)]
    [InlineData("the parameter seconds must be a whole number", "orders", "127.0.0.1", 5001, "soon")]
    [InlineData("seconds: must be 1 to 86400, not 0", "orders", "127.0.0.1", 5001, 0)]
    [InlineData("seconds: must be 1 to 86400, not 86401", "orders", "127.0.0.1", 5001, 86401)]
    public async Task A_wrong_call_of_drain_names_what_is_wrong_and_drains_nobody(string message, params object?[] parameters)
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("orders", port: 5001);
        var fault = (await server.CallAsync("drain", parameters))!;
        Assert.Equal(-32602, (int)fault["faultCode"]!);
        Assert.Contains(message, (string?)fault["faultString"], StringComparison.Ordinal);
        Assert.Equal("1", await server.TextOfCallAsync("get_service_status", "orders"));
    }
}
