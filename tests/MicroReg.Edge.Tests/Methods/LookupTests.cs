using System.Text.Json.Nodes;
using MicroReg.Domain.Records;

namespace MicroReg.Edge.Tests.Methods;

public sealed class LookupTests
{
    [Fact]
    public async Task Get_service_details_takes_the_running_instances_in_turn()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("orders", port: 1);
        server.Registry.Add("orders", port: 2, attributes: new() { Status = ServiceStatus.Stopped });
        server.Registry.Add("orders", port: 3);
        var ports = new List<string>();
        for (var call = 0; call < 4; call++)
            ports.Add(await server.TextOfCallAsync("get_service_details", "orders"));
        Assert.Equal(2, ports.Count(one => one == """["127.0.0.1",1]"""));
        Assert.Equal(2, ports.Count(one => one == """["127.0.0.1",3]"""));
    }

    [Fact]
    public async Task Get_service_details_gives_the_host_as_it_was_given_and_any_instance_if_none_runs()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("größe & <so>", "http://localhost", 80, new() { Status = ServiceStatus.Stopped });
        Assert.Equal("""["http://localhost",80]""", await server.TextOfCallAsync("get_service_details", "größe & <so>"));
    }

    [Theory]
    [InlineData("get_service_details", "nobody")]
    [InlineData("get_service_details", "")]
    [InlineData("get_service_details", "Orders")]
    [InlineData("get_service_status", "nobody")]
    [InlineData("get_service_status", "nobody", "127.0.0.1", 1)]
    [InlineData("get_service_status", "orders", "127.0.0.1", 1)]
    [InlineData("get_service", "nobody")]
    public async Task What_is_unknown_is_false(string method, params object?[] parameters)
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("orders");
        Assert.Equal("false", await server.TextOfCallAsync(method, parameters));
    }

    [Fact]
    public async Task Get_service_status_is_that_of_the_instance_or_the_best_of_all()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("orders", port: 1, attributes: new() { Status = ServiceStatus.Stopped });
        server.Registry.Add("orders", port: 2);
        server.Registry.SetHealth("orders", "127.0.0.1", 2, InstanceHealth.Failing);
        Assert.Equal("-1", await server.TextOfCallAsync("get_service_status", "orders"));
        Assert.Equal("0", await server.TextOfCallAsync("get_service_status", "orders", "127.0.0.1", "1"));
    }

    [Fact]
    public async Task Get_service_shows_everything_of_each_instance()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("orders", port: 1);
        server.Registry.Add(
            "orders", port: 2, attributes: new() { Zone = "a", Weight = 3, Tags = ["x", "y"], Metadata = Metadata.From([new("k", "é")]) });
        server.Registry.SetHealth("orders", "127.0.0.1", 2, InstanceHealth.Failing);
        var service = (await server.CallAsync("get_service", "orders"))!;
        var ids = server.Registry.View.Find("orders")!.Instances.Select(one => one.Registration!.Id).ToArray();
        Assert.Equal("orders", (string?)service["name"]);
        Assert.Equal(
            $$"""[{"id":{{ids[0]}},"host":"127.0.0.1","port":1,"status":1,"reported":1,"health":"unknown","metadata":{}"""
            + ""","tags":[],"zone":"","weight":1,"registered_at":"2026-03-04T05:06:07.000Z"}"""
            + $$""",{"id":{{ids[1]}},"host":"127.0.0.1","port":2,"status":-1,"reported":1,"health":"failing","metadata":{"k":"é"}"""
            + ""","tags":["x","y"],"zone":"a","weight":3,"registered_at":"2026-03-04T05:06:07.000Z"}]""",
            RpcJson.Text(service["instances"]));
    }

    [Fact]
    public async Task Resolve_gives_running_instances_those_of_the_zone_first()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("orders", port: 1, attributes: new() { Zone = "a", Tags = ["x"] });
        server.Registry.Add("orders", port: 2, attributes: new() { Zone = "b", Tags = ["x"] });
        server.Registry.Add("orders", port: 3, attributes: new() { Zone = "b", Status = ServiceStatus.Stopped });
        Assert.Equal("2,1", await PortsAsync(server, "orders", RpcJson.Struct(("zone", "b"))));
        Assert.Equal("2", await PortsAsync(server, "orders", RpcJson.Struct(("zone", "b"), ("tag", "x"), ("count", 1))));
        Assert.Equal("1,2", await PortsAsync(server, "orders", RpcJson.Struct(("zone", "a"))));
        Assert.Empty(await PortsAsync(server, "orders", RpcJson.Struct(("tag", "z"))));
        Assert.Empty(await PortsAsync(server, "nobody"));
    }

    [Theory]
    [InlineData("get_service_details takes 1 parameter, not 0", "get_service_details")]
    [InlineData("get_service_details takes 1 parameter, not 2", "get_service_details", "a", "b")]
    [InlineData("the parameter name must be a string, not 5", "get_service_details", 5)]
    [InlineData("the parameter name must be a string, not true", "get_service", true)]
    [InlineData("host and port must be given together", "get_service_status", "orders", "127.0.0.1")]
    [InlineData("the parameter options must be a struct", "resolve", "orders", 5)]
    public async Task Wrong_parameters_are_named(string message, string method, params object?[] parameters)
    {
        await using var server = await EdgeServer.StartAsync();
        var fault = (await server.CallAsync(method, parameters))!.AsObject();
        Assert.Equal(-32602, (int)fault["faultCode"]!);
        Assert.Contains(message, (string?)fault["faultString"], StringComparison.Ordinal);
    }

    private static async Task<string> PortsAsync(EdgeServer server, params object?[] parameters) =>
        string.Join(',', ((JsonArray)(await server.CallAsync("resolve", parameters))!).Select(one => (int)one!["port"]!));
}
