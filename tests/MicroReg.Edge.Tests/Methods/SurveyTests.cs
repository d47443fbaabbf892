using System.Text.Json.Nodes;
using MicroReg.Domain.Records;
using MicroReg.Domain.Registry;

namespace MicroReg.Edge.Tests.Methods;

public sealed class SurveyTests
{
    [Fact]
    public async Task Get_reg_count_counts_instances()
    {
        await using var server = await EdgeServer.StartAsync();
        Assert.Equal("0", await server.TextOfCallAsync("get_reg_count"));
        server.Registry.Add("a", port: 1);
        server.Registry.Add("a", port: 2);
        Assert.Equal("2", await server.TextOfCallAsync("get_reg_count"));
    }

    [Fact]
    public async Task List_services_filters_and_pages()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("a1", attributes: new() { Zone = "z", Tags = ["t"] });
        server.Registry.Add("a2", attributes: new() { Status = ServiceStatus.Stopped });
        server.Registry.Add("b1", port: 1);
        server.Registry.Add("b1", port: 2);
        Assert.Equal(["a1", "a2", "b1"], await NamesAsync(server));
        Assert.Equal(["a1", "a2"], await NamesAsync(server, RpcJson.Struct(("prefix", "a"))));
        Assert.Equal(["b1"], await NamesAsync(server, RpcJson.Struct(("name_prefix", "b"))));
        Assert.Equal(["a2"], await NamesAsync(server, RpcJson.Struct(("status", "Stopped"))));
        Assert.Equal(["a1"], await NamesAsync(server, RpcJson.Struct(("tag", "t"), ("zone", "z"))));
        Assert.Equal(["a2"], await NamesAsync(server, RpcJson.Struct(("limit", 1), ("after", "a1"))));
        Assert.Empty(await NamesAsync(server, RpcJson.Struct(("prefix", "c"))));
    }

    [Fact]
    public async Task List_services_describes_each()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("b1", port: 1);
        server.Registry.Add("b1", port: 2, attributes: new() { Status = ServiceStatus.Stopped });
        var service = (await server.CallAsync("list_services"))![0]!;
        Assert.Equal(1, (int)service["status"]!);
        Assert.Equal(2, (int)service["instance_count"]!);
        Assert.Equal([1, 2], service["instances"]!.AsArray().Select(one => (int)one!["port"]!));
    }

    [Theory]
    [InlineData("limit", 0, "the parameter filter.limit must be a whole number from 1 to 1000, not 0")]
    [InlineData("limit", 1001, "the parameter filter.limit must be a whole number from 1 to 1000, not 1001")]
    [InlineData("status", "up", "the parameter filter.status must be running (1)")]
    [InlineData("tag", 5, "the parameter filter.tag must be a string, not 5")]
    [InlineData("nmae", "x", "filter has no member 'nmae'; it may have prefix, status, tag, zone, limit, after")]
    public async Task A_wrong_filter_is_named(string member, object value, string message)
    {
        await using var server = await EdgeServer.StartAsync();
        var fault = (await server.CallAsync("list_services", RpcJson.Struct((member, value))))!.AsObject();
        Assert.Equal(-32602, (int)fault["faultCode"]!);
        Assert.Contains(message, (string?)fault["faultString"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cluster_status_tells_of_the_node()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("orders");
        Assert.Equal(
            """{"node":{"name":"node-1","id":"6f1c","origin":"00000000000000a1","version":"0.1.0","address":"127.0.0.1:4053"},"ready":true,"stale":false,"reason":"","accepts_writes":true,"write_fault":"","members":[{"address":"127.0.0.1:4053","state":"Up","reachable":true,"self":true}],"services":1,"instances":1,"vector":"00000000000000a1:1","divergence":[],"time":"2026-03-04T05:06:07.000Z"}""",
            await server.TextOfCallAsync("cluster_status"));
    }

    [Fact]
    public async Task Cluster_status_says_why_a_node_may_not_be_asked()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Readiness = new Readiness(IsReady: false, IsStale: true, "No other node answers.");
        server.Registry.WriteFault = new RegistryFault(FaultKind.StorageFailed, "The disk is full.");
        var status = (await server.CallAsync("cluster_status"))!.AsObject();
        Assert.False((bool)status["ready"]!);
        Assert.True((bool)status["stale"]!);
        Assert.Equal("No other node answers.", (string?)status["reason"]);
        Assert.False((bool)status["accepts_writes"]!);
        Assert.Equal("The disk is full.", (string?)status["write_fault"]);
    }

    private static async Task<string[]> NamesAsync(EdgeServer server, params object?[] parameters) =>
        [.. ((JsonArray)(await server.CallAsync("list_services", parameters))!).Select(one => (string)one!["name"]!)];
}
