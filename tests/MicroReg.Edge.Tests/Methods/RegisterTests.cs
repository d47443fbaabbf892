using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;

namespace MicroReg.Edge.Tests.Methods;

public sealed class RegisterTests
{
    [Fact]
    public async Task Register_answers_the_id_and_the_same_endpoint_gets_the_same_id()
    {
        await using var server = await EdgeServer.StartAsync();
        var id = (int)(await server.CallAsync("register", "orders", "http://127.0.0.1", 8080))!;
        Assert.True(id > 0);
        Assert.Equal(id, (int)(await server.CallAsync("register", "orders", "http://127.0.0.1", "8080"))!);
        Assert.NotEqual(id, (int)(await server.CallAsync("register", "orders", "http://127.0.0.1", 8081))!);
        Assert.Equal(2, server.Registry.View.InstanceCount);
    }

    [Theory]
    [InlineData(1, ServiceStatus.Running)]
    [InlineData("0", ServiceStatus.Stopped)]
    [InlineData(-1.0, ServiceStatus.Error)]
    [InlineData("Starting", ServiceStatus.Starting)]
    [InlineData("DRAINING", ServiceStatus.Draining)]
    [InlineData(null, ServiceStatus.Running)]
    public async Task Register_takes_a_status_in_every_form(object? status, ServiceStatus expected)
    {
        await using var server = await EdgeServer.StartAsync();
        await server.CallAsync("register", "orders", "127.0.0.1", 8080, status);
        Assert.Equal(expected, server.Registry.View.Find("orders")!.Status);
    }

    [Fact]
    public async Task Register_takes_all_options()
    {
        await using var server = await EdgeServer.StartAsync();
        var check = RpcJson.Struct(
            ("type", "HTTP"), ("interval", 5), ("timeout", "1"), ("failures", 2), ("successes", 3),
            ("path", "/up"), ("expected_status", "200-204"), ("host_header", "orders.test"));
        var options = RpcJson.Struct(
            ("ttl", 30), ("check", check), ("metadata", RpcJson.Struct(("text", "é<&"), ("int", 5), ("bool", true), ("double", 1.5))),
            ("tags", new object[] { "blue", "v2" }), ("zone", "a"), ("weight", 7), ("deregister_after", "90"), ("ack", "majority"));
        await server.CallAsync("register", "orders", "127.0.0.1", 8080, null, options);
        var command = Assert.IsType<RegisterInstance>(server.Registry.LastCommand);
        Assert.Equal(AcknowledgementLevel.Majority, command.Acknowledgement);
        Assert.Equal(
            new InstanceAttributes
            {
                TtlSeconds = 30,
                Check = new HealthCheck(HealthCheckKind.Http, 5, 1, 2, 3, "/up", 200, 204, "orders.test"),
                Metadata = Metadata.From([new("text", "é<&"), new("int", "5"), new("bool", "true"), new("double", "1.5")]),
                Tags = ["blue", "v2"],
                Zone = "a",
                Weight = 7,
                DeregisterAfterSeconds = 90,
            },
            command.Attributes);
    }

    [Fact]
    public async Task Options_that_are_nil_or_left_out_are_the_defaults()
    {
        await using var server = await EdgeServer.StartAsync();
        await server.CallAsync("register", "orders", "127.0.0.1", 8080, 1, RpcJson.Struct(("ttl", null), ("check", null), ("zone", null)));
        Assert.Equal(InstanceAttributes.Default, Assert.IsType<RegisterInstance>(server.Registry.LastCommand).Attributes);
        Assert.Null(server.Registry.LastCommand.Acknowledgement);
    }

    [Theory]
    [InlineData("tcp", HealthCheckKind.Tcp)]
    [InlineData("http", HealthCheckKind.Http)]
    [InlineData("none", HealthCheckKind.None)]
    public async Task A_check_may_be_only_its_kind(string word, HealthCheckKind kind)
    {
        await using var server = await EdgeServer.StartAsync();
        await server.CallAsync("register", "orders", "127.0.0.1", 8080, 1, RpcJson.Struct(("check", word)));
        Assert.Equal(new HealthCheck(kind), Assert.IsType<RegisterInstance>(server.Registry.LastCommand).Attributes.Check);
    }

    [Fact]
    public async Task The_timeout_of_a_fast_check_is_not_longer_than_its_interval()
    {
        await using var server = await EdgeServer.StartAsync();
        var check = RpcJson.Struct(("kind", "http"), ("interval", 1), ("expected_status", 204));
        await server.CallAsync("register", "orders", "127.0.0.1", 8080, 1, RpcJson.Struct(("check", check)));
        Assert.Equal(
            new HealthCheck(HealthCheckKind.Http, 1, 1, ExpectedStatusFrom: 204, ExpectedStatusTo: 204),
            Assert.IsType<RegisterInstance>(server.Registry.LastCommand).Attributes.Check);
    }

    public static TheoryData<string, object?[]> Wrong => new()
    {
        { "register takes 3 to 5 parameters, not 2", ["orders", "127.0.0.1"] },
        { "register takes 3 to 5 parameters, not 6", ["orders", "127.0.0.1", 1, 1, null, 1] },
        { "the parameter name must be a string, not 5", [5, "127.0.0.1", 1] },
        { "the parameter name must be a string, not missing", [null, "127.0.0.1", 1] },
        { "the parameter host must be a string, not an array", ["orders", Array.Empty<object>(), 1] },
        { "the parameter port must be a whole number from 1 to 65535, not 0", ["orders", "127.0.0.1", 0] },
        { "the parameter port must be a whole number from 1 to 65535, not \"http\"", ["orders", "127.0.0.1", "http"] },
        { "the parameter status must be running (1), stopped (0)", ["orders", "127.0.0.1", 1, "up"] },
        { "the parameter status must be running (1), stopped (0)", ["orders", "127.0.0.1", 1, 4] },
        { "the parameter status must be running (1), stopped (0)", ["orders", "127.0.0.1", 1, 0.5] },
        { "as number or name, not true", ["orders", "127.0.0.1", 1, true] },
        { "as number or name, not a string of 100 characters", ["orders", "127.0.0.1", 1, new string('x', 100)] },
        { "name: must have 1 to 255 characters", ["", "127.0.0.1", 1] },
        { "name: must not begin or end with white space", [" orders", "127.0.0.1", 1] },
        { "host: must be a DNS name", ["orders", "a b", 1] },
        { "the parameter options must be a struct, not \"ttl\"", ["orders", "127.0.0.1", 1, 1, "ttl"] },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_fault_of_register_names_the_parameter_that_is_wrong(string message, object?[] parameters)
    {
        await using var server = await EdgeServer.StartAsync();
        var fault = (await server.CallAsync("register", parameters))!.AsObject();
        Assert.Equal(-32602, (int)fault["faultCode"]!);
        Assert.Contains(message, (string?)fault["faultString"], StringComparison.Ordinal);
        Assert.Equal(0, server.Registry.View.InstanceCount);
    }
}
