using System.Text.Json.Nodes;
using MicroReg.Domain.Records;

namespace MicroReg.Edge.Tests.Methods;

public sealed class QueryTests
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

    private static async Task<string[]> NamesAsync(EdgeServer server, params object?[] parameters) =>
        [.. ((JsonArray)(await server.CallAsync("list_services", parameters))!).Select(one => (string)one!["name"]!)];
}
