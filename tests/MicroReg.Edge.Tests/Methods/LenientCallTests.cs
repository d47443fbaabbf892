using System.Text;
using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.Tests.Methods;

/// <summary>What real clients can send in one form only, which is not the one that the method asks for.</summary>
public sealed class LenientCallTests
{
    private static readonly XmlRpcValue EmptyArray = XmlRpcValue.Of(Array.Empty<XmlRpcValue>());
    private static readonly XmlRpcValue EmptyStruct = XmlRpcValue.Of(new XmlRpcStruct());
    private static readonly XmlRpcValue NotUtf8 = XmlRpcValue.Of(new byte[] { 0x66, 0xFC, 0x72 });

    [Fact]
    public async Task Empty_arrays_of_PHP_are_taken_for_structs()
    {
        await using var server = await EdgeServer.StartAsync();
        await server.CallAsync("register", "orders", "127.0.0.1", 8080, 1, EmptyArray);
        await server.CallAsync("register", "orders", "127.0.0.1", 8080, 1, RpcJson.Struct(("metadata", EmptyArray)));
        Assert.Equal(InstanceAttributes.Default, Assert.IsType<RegisterInstance>(server.Registry.LastCommand).Attributes);
        Assert.Single((await server.CallAsync("resolve", "orders", EmptyArray))!.AsArray());
        Assert.Single((await server.CallAsync("list_services", EmptyArray))!.AsArray());
        var check = await server.TextOfCallAsync("register", "orders", "127.0.0.1", 8080, 1, RpcJson.Struct(("check", EmptyArray)));
        Assert.Contains("options.check.kind must be tcp, http or none, not missing", check, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Empty_tables_of_Lua_are_taken_for_arrays()
    {
        await using var server = await EdgeServer.StartAsync();
        await server.CallAsync("register", "orders", "127.0.0.1", 8080, 1, RpcJson.Struct(("tags", EmptyStruct)));
        Assert.Empty(Assert.IsType<RegisterInstance>(server.Registry.LastCommand).Attributes.Tags);
        Assert.Empty((await server.CallAsync("system.multicall", EmptyStruct))!.AsArray());
        var count = RpcJson.Struct(("methodName", "get_reg_count"), ("params", EmptyStruct));
        Assert.Equal("[[1]]", await server.TextOfCallAsync("system.multicall", RpcJson.Value(new object?[] { count })));
    }

    [Fact]
    public async Task Base64_of_Perl_is_taken_for_text()
    {
        await using var server = await EdgeServer.StartAsync();
        var check = RpcJson.Struct(("kind", Base64("http")), ("path", Base64("/up")), ("expected_status", Base64("200-204")));
        var options = RpcJson.Struct(
            ("metadata", RpcJson.Struct(("größe", Base64("服务")))), ("tags", new object[] { Base64("früh") }), ("zone", Base64("süd")),
            ("check", check));
        await server.CallAsync("register", Base64("aufträge"), Base64("127.0.0.1"), 8080, Base64("draining"), options);
        var command = Assert.IsType<RegisterInstance>(server.Registry.LastCommand);
        Assert.Equal(
            new InstanceAttributes
            {
                Status = ServiceStatus.Draining,
                Metadata = Metadata.From([new("größe", "服务")]),
                Tags = ["früh"],
                Zone = "süd",
                Check = new HealthCheck(HealthCheckKind.Http, Path: "/up", ExpectedStatusFrom: 200, ExpectedStatusTo: 204),
            },
            command.Attributes);
        Assert.Equal("""["127.0.0.1",8080]""", await server.TextOfCallAsync("get_service_details", "aufträge"));
        Assert.Equal("""["127.0.0.1",8080]""", await server.TextOfCallAsync("get_service_details", Base64("aufträge")));
    }

    public static TheoryData<string, object?[]> Wrong => new()
    {
        { "the parameter name must be a string, not base64 of bytes that are not UTF-8", [NotUtf8, "127.0.0.1", 1] },
        { "the parameter host must be a string, not base64 of bytes that are not UTF-8", ["orders", NotUtf8, 1] },
        { "the parameter status must be running (1)", ["orders", "127.0.0.1", 1, NotUtf8] },
        { "the parameter options.zone must be a string, not base64", ["orders", "127.0.0.1", 1, 1, RpcJson.Struct(("zone", NotUtf8))] },
        { "the parameter options.tags must be an array of strings", [
            "orders", "127.0.0.1", 1, 1, RpcJson.Struct(("tags", new object[] { NotUtf8 }))
        ] },
        { "the parameter options.metadata must be a struct of strings; 'key' has", [
            "orders", "127.0.0.1", 1, 1, RpcJson.Struct(("metadata", RpcJson.Struct(("key", NotUtf8))))
        ] },
        { "the parameter options.check must be a struct, not base64 of bytes that are not UTF-8", [
            "orders", "127.0.0.1", 1, 1, RpcJson.Struct(("check", NotUtf8))
        ] },
        { "the parameter port must be a whole number from 1 to 65535, not 8080.5", ["orders", "127.0.0.1", 8080.5] },
        { "the parameter options.weight must be a whole number, not 2.5", ["orders", "127.0.0.1", 1, 1, RpcJson.Struct(("weight", 2.5))] },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_parameter_that_cannot_be_read_leniently_is_named(string message, object?[] parameters)
    {
        await using var server = await EdgeServer.StartAsync();
        var fault = (await server.CallAsync("register", parameters))!.AsObject();
        Assert.Equal(-32602, (int)fault["faultCode"]!);
        Assert.Contains(message, (string?)fault["faultString"], StringComparison.Ordinal);
        Assert.Equal(0, server.Registry.View.InstanceCount);
    }

    [Fact]
    public async Task Doubles_without_a_fraction_are_taken_for_whole_numbers()
    {
        await using var server = await EdgeServer.StartAsync();
        var check = RpcJson.Struct(("kind", "http"), ("interval", 7.0), ("expected_status", 204.0));
        var options = RpcJson.Struct(("weight", 3.0), ("ttl", 30.0), ("deregister_after", 60.0), ("check", check));
        await server.CallAsync("register", "orders", "127.0.0.1", 9999.0, 1.0, options);
        Assert.Equal(
            new InstanceAttributes
            {
                TtlSeconds = 30,
                Weight = 3,
                DeregisterAfterSeconds = 60,
                Check = new HealthCheck(HealthCheckKind.Http, 7, ExpectedStatusFrom: 204, ExpectedStatusTo: 204),
            },
            Assert.IsType<RegisterInstance>(server.Registry.LastCommand).Attributes);
        Assert.Equal("""["127.0.0.1",9999]""", await server.TextOfCallAsync("get_service_details", "orders"));
        Assert.Single((await server.CallAsync("resolve", "orders", RpcJson.Struct(("count", 1.0))))!.AsArray());
        Assert.Single((await server.CallAsync("list_services", RpcJson.Struct(("limit", 5.0))))!.AsArray());
    }

    private static XmlRpcValue Base64(string text) => XmlRpcValue.Of(Encoding.UTF8.GetBytes(text));
}
