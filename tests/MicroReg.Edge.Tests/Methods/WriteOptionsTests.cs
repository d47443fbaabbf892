using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;

namespace MicroReg.Edge.Tests.Methods;

public sealed class WriteOptionsTests
{
    private static readonly object Options = RpcJson.Struct(("ack", "all"), ("strict", true));

    public static TheoryData<string, object?[], Endpoint?> Forms => new()
    {
        { "register", ["orders", "127.0.0.1", 1, 1, Options], null },
        { "register", ["orders", "127.0.0.1", 1, null, Options], null },
        { "update_status", ["orders", 1, Options], null },
        { "update_status", ["orders", "stopped", "127.0.0.1", 1, Options], new Endpoint("127.0.0.1", 1) },
        { "unregister", ["orders", Options], null },
        { "unregister", ["orders", "127.0.0.1", "1", Options], new Endpoint("127.0.0.1", 1) },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Level_and_strictness_reach_the_registry(string method, object?[] parameters, Endpoint? endpoint)
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("orders", port: 1);
        Assert.DoesNotContain("fault", await server.TextOfCallAsync(method, parameters), StringComparison.Ordinal);
        var command = server.Registry.LastCommand!;
        Assert.Equal((AcknowledgementLevel.All, true), (command.Acknowledgement, command.IsStrict));
        Assert.Equal(endpoint, (command as UpdateStatus)?.Endpoint ?? (command as UnregisterInstances)?.Endpoint);
    }

    [Theory]
    [InlineData("local", AcknowledgementLevel.Local)]
    [InlineData("majority", AcknowledgementLevel.Majority)]
    [InlineData("all", AcknowledgementLevel.All)]
    public async Task A_level_alone_leaves_the_strictness_to_the_configuration(string word, AcknowledgementLevel level)
    {
        await using var server = await EdgeServer.StartAsync();
        await server.CallAsync("update_status", "orders", 1, RpcJson.Struct(("ack", word)));
        Assert.Equal((level, (bool?)null), (server.Registry.LastCommand!.Acknowledgement, server.Registry.LastCommand.IsStrict));
    }

    [Fact]
    public async Task A_report_tells_the_level_that_was_reached()
    {
        await using var server = await EdgeServer.StartAsync();
        var report = RpcJson.Struct(("ack", "all"), ("report", true));
        var id = (await server.CallAsync("register", "orders", "127.0.0.1", 1, "running", report))!;
        Assert.True((int)id["id"]! > 0);
        Assert.Equal("majority", (string?)id["acknowledged"]);
        server.Registry.Reached = AcknowledgementLevel.Local;
        Assert.Equal(
            """{"found":true,"acknowledged":"local"}""", await server.TextOfCallAsync("update_status", "orders", "stopped", report));
        server.Registry.Reached = AcknowledgementLevel.All;
        Assert.Equal("""{"found":true,"acknowledged":"all"}""", await server.TextOfCallAsync("unregister", "orders", report));
        Assert.Equal("""{"found":false}""", await server.TextOfCallAsync("unregister", "orders", report));
    }

    [Fact]
    public async Task Strictness_can_be_refused_without_a_level()
    {
        await using var server = await EdgeServer.StartAsync();
        await server.CallAsync("unregister", "orders", RpcJson.Struct(("strict", 0)));
        Assert.Equal((null, (bool?)false), (server.Registry.LastCommand!.Acknowledgement, server.Registry.LastCommand.IsStrict));
    }

    [Theory]
    [InlineData("update_status", "orders", 1)]
    [InlineData("update_status", "orders", 1, "127.0.0.1", 1)]
    [InlineData("update_status", "orders", 1, "127.0.0.1", 1, null)]
    [InlineData("unregister", "orders")]
    [InlineData("unregister", "orders", "127.0.0.1", 1)]
    [InlineData("unregister", "orders", "127.0.0.1", 1, null)]
    public async Task Without_options_all_is_left_to_the_configuration(string method, params object?[] parameters)
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("orders", port: 1);
        Assert.Equal("true", await server.TextOfCallAsync(method, parameters));
        Assert.Equal((null, null), (server.Registry.LastCommand!.Acknowledgement, server.Registry.LastCommand.IsStrict));
    }

    [Fact]
    public async Task An_empty_array_stands_for_options_without_members()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("orders", port: 1);
        Assert.Equal("true", await server.TextOfCallAsync("update_status", "orders", 0, "127.0.0.1", 1, Array.Empty<object>()));
        Assert.Equal("true", await server.TextOfCallAsync("update_status", "orders", 0, Array.Empty<object>()));
    }

    public static TheoryData<string, string, object?[]> Wrong => new()
    {
        { "the parameter options.ack must be local, majority or all, not \"most\"", "update_status", [
            "orders", 1, RpcJson.Struct(("ack", "most"))
        ] },
        { "the parameter options.ack must be a string, not 2", "unregister", ["orders", RpcJson.Struct(("ack", 2))] },
        { "the parameter options.strict must be a boolean, not \"yes\"", "unregister", [
            "orders", "127.0.0.1", 1, RpcJson.Struct(("strict", "yes"))
        ] },
        { "options has no member 'sctrict'; it may have ack, strict", "update_status", ["orders", 1, RpcJson.Struct(("sctrict", true))] },
        { "options has no member 'ttl'; it may have ack, strict", "unregister", ["orders", RpcJson.Struct(("ttl", 1))] },
        { "the parameter options must be a struct, not \"all\"", "update_status", ["orders", 1, "127.0.0.1", 1, "all"] },
        { "the parameter host must be a string, not a struct", "unregister", ["orders", Options, 1] },
        { "the parameter port must be a whole number from 1 to 65535, not a struct", "unregister", ["orders", "127.0.0.1", Options] },
        { "host and port must be given together", "unregister", ["orders", null, null, Options] },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_write_option_is_named_and_nothing_changes(string message, string method, object?[] parameters)
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("orders", port: 1);
        var before = server.Registry.View.AllInstances();
        var fault = (await server.CallAsync(method, parameters))!.AsObject();
        Assert.Equal(-32602, (int)fault["faultCode"]!);
        Assert.Contains(message, (string?)fault["faultString"], StringComparison.Ordinal);
        Assert.Equal(before.AsEnumerable(), server.Registry.View.AllInstances());
    }
}
