namespace MicroReg.Edge.Tests.Methods;

public sealed class RegisterOptionFaultTests
{
    public static TheoryData<string, string, object?> Wrong => new()
    {
        { "options has no member 'tll'; it may have ttl, check, metadata, tags, zone, weight, deregister_after, ack, strict", "tll", 1 },
        { "the parameter options.ttl must be a whole number, not \"soon\"", "ttl", "soon" },
        { "the parameter options.ttl must be a whole number, not 1.5", "ttl", 1.5 },
        { "ttl: must be 1 to 86400, not 0", "ttl", 0 },
        { "the parameter options.weight must be a whole number, not true", "weight", true },
        { "weight: must be 0 to 1000, not 1001", "weight", 1001 },
        { "deregister_after: must be 1 to", "deregister_after", 0 },
        { "the parameter options.zone must be a string, not 5", "zone", 5 },
        { "the parameter options.tags must be an array, not \"blue\"", "tags", "blue" },
        { "the parameter options.tags must be an array of strings", "tags", new object[] { 5 } },
        { "tags: must have 1 to 255 characters", "tags", new object[] { "" } },
        { "the parameter options.metadata must be a struct, not \"a=b\"", "metadata", "a=b" },
        { "the parameter options.metadata must be a struct of strings; 'list' has another value", "metadata", RpcJson.Struct(
            ("list", Array.Empty<object>())) },
        { "the parameter options.ack must be local, majority or all, not \"most\"", "ack", "most" },
        { "the parameter options.strict must be a boolean, not 2", "strict", 2 },
        { "the parameter options.check must be tcp, http or none, or a struct, not \"ping\"", "check", "ping" },
        { "the parameter options.check must be a struct, not 5", "check", 5 },
        { "options.check has no member 'kimd'; it may have kind, interval", "check", RpcJson.Struct(("kimd", "tcp")) },
        { "the parameter options.check.kind must be tcp, http or none, not missing", "check", RpcJson.Struct(("interval", 5)) },
        { "the parameter options.check.kind must be tcp, http or none, not \"ping\"", "check", RpcJson.Struct(("type", "ping")) },
        { "the parameter options.check.kind must be a string, not 1", "check", RpcJson.Struct(("kind", 1)) },
        { "the parameter options.check.interval must be a whole number", "check", RpcJson.Struct(("kind", "tcp"), ("interval", "x")) },
        { "check.interval: must be 1 to 3600, not 0", "check", RpcJson.Struct(("kind", "tcp"), ("interval", 0)) },
        { "check.path: must begin with a slash", "check", RpcJson.Struct(("kind", "http"), ("path", "up")) },
        { "the parameter options.check.expected_status must be a status like 200 or a range", "check", RpcJson.Struct(
            ("kind", "http"), ("expected_status", "2xx")) },
        { "the parameter options.check.expected_status must be a status like 200 or a range", "check", RpcJson.Struct(
            ("kind", "http"), ("expected_status", true)) },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_fault_names_the_option_that_is_wrong(string message, string option, object? value)
    {
        await using var server = await EdgeServer.StartAsync();
        var fault = (await server.CallAsync("register", "orders", "127.0.0.1", 8080, 1, RpcJson.Struct((option, value))))!.AsObject();
        Assert.Equal(-32602, (int)fault["faultCode"]!);
        Assert.Contains(message, (string?)fault["faultString"], StringComparison.Ordinal);
        Assert.Equal(0, server.Registry.View.InstanceCount);
    }
}
