namespace MicroReg.Edge.Tests.Methods;

public sealed class MethodListTests
{
    private static readonly string[] Methods =
    [
        "cluster_status", "forget_node", "get_all_service_details", "get_reg_count", "get_service", "get_service_details", "get_service_status",
        "list_services", "register", "resolve", "unregister", "update_status",
    ];

    private static readonly string[] Types = ["int", "string", "boolean", "array", "struct"];

    [Fact]
    public async Task Lists_the_methods_that_there_are()
    {
        await using var server = await EdgeServer.StartAsync();
        var listed = (await server.CallAsync("system.listMethods"))!.AsArray().Select(name => (string)name!);
        Assert.Equal(Methods, listed.Where(name => !name.StartsWith("system.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Explains_every_method()
    {
        await using var server = await EdgeServer.StartAsync();
        foreach (var method in Methods)
        {
            Assert.Contains("Returns", (string?)await server.CallAsync("system.methodHelp", method), StringComparison.Ordinal);
            var signatures = (await server.CallAsync("system.methodSignature", method))!.AsArray();
            Assert.All(signatures, one => Assert.All(one!.AsArray(), type => Assert.Contains((string?)type, Types)));
            Assert.NotEmpty(signatures);
        }
    }

    [Theory]
    [InlineData("heartbeat")]
    [InlineData("drain")]
    [InlineData("subscribe")]
    [InlineData("wait_events")]
    [InlineData("Register")]
    public async Task What_is_not_there_is_not_found(string method)
    {
        await using var server = await EdgeServer.StartAsync();
        Assert.Equal(-32601, (int)(await server.CallAsync(method, "orders"))!["faultCode"]!);
    }
}
