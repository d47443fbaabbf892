using MicroReg.Domain.Kernel;

namespace MicroReg.Edge.Tests.Methods;

public sealed class FaultTests
{
    [Theory]
    [InlineData(FaultKind.Invalid, -32602)]
    [InlineData(FaultKind.Conflict, 409)]
    [InlineData(FaultKind.TooLarge, 413)]
    [InlineData(FaultKind.TooMany, 429)]
    [InlineData(FaultKind.Internal, -32603)]
    [InlineData(FaultKind.Unavailable, 503)]
    [InlineData(FaultKind.StorageFailed, 507)]
    public async Task Every_refusal_has_its_code(FaultKind kind, int code)
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Fault = new RegistryFault(kind, "Try another node.");
        var expected = $$"""{"faultCode":{{code}},"faultString":"Try another node."}""";
        Assert.Equal(expected, await server.TextOfCallAsync("register", "orders", "127.0.0.1", 8080));
        Assert.Equal(expected, await server.TextOfCallAsync("update_status", "orders", 1));
        Assert.Equal(expected, await server.TextOfCallAsync("unregister", "orders"));
        Assert.Equal(expected, await server.TextOfCallAsync("forget_node", "node-2"));
        Assert.Equal(expected, await server.TextOfCallAsync("drain", "orders", "127.0.0.1", 8080));
        Assert.Equal(expected, await server.TextOfCallAsync("release_holds"));
    }

    [Fact]
    public async Task An_internal_failure_is_a_fault_without_detail()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Exception = new InvalidOperationException("secret");
        Assert.Equal("""{"faultCode":-32603,"faultString":"internal error"}""", await server.TextOfCallAsync("unregister", "orders"));
    }

    [Fact]
    public async Task Reads_go_on_while_writes_are_refused()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("orders");
        server.Registry.Fault = new RegistryFault(FaultKind.StorageFailed, "The disk is full.");
        Assert.Equal("""["127.0.0.1",8080]""", await server.TextOfCallAsync("get_service_details", "orders"));
    }
}
