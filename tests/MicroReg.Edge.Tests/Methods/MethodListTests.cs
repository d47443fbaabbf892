namespace MicroReg.Edge.Tests.Methods;

public sealed class MethodListTests
{
    private static readonly string[] Methods =
    [
        "cluster_status", "drain",
        "forget_node", "get_all_service_details", "get_reg_count", "get_service", "get_service_details", "get_service_status",
        "heartbeat", "list_services", "register",
        "release_holds", "renew_subscription", "resolve", "subscribe", "unregister", "unsubscribe", "update_status", "wait_events",
    ];

    private static readonly string[] Types = ["int", "string", "boolean", "array", "struct"];

    [Fact]
    public async Task The_list_has_exactly_the_existing_methods()
    {
        await using var server = await EdgeServer.StartAsync();
        var listed = (await server.CallAsync("system.listMethods"))!.AsArray().Select(name => (string)name!);
        Assert.Equal(Methods, listed.Where(name => !name.StartsWith("system.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Every_method_has_a_help_text()
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
    [InlineData("undrain")]
    [InlineData("Register")]
    public async Task A_method_that_does_not_exist_is_not_found(string method)
    {
        await using var server = await EdgeServer.StartAsync();
        Assert.Equal(-32601, (int)(await server.CallAsync(method, "orders"))!["faultCode"]!);
    }
}
