using System.Text.Json.Nodes;
using MicroReg.Domain.Kernel;

namespace MicroReg.Edge.Tests.Methods;

/// <summary>A node that is not ready tells nobody that something is not registered.</summary>
public sealed class NotReadyTests
{
    private static readonly Readiness NotReady = new(false, false, "The node takes over what the others have.");

    /// <summary>Methods that are answered as always, because what they say does not depend on what is registered.</summary>
    private static readonly string[] Independent = ["cluster_status", "register", "release_holds", "subscribe"];

    [Fact]
    public async Task Every_method_that_tells_what_is_registered_says_503_instead_of_unknown()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Readiness = NotReady;
        foreach (var method in (await server.CallAsync("system.listMethods"))!.AsArray().Select(name => (string)name!))
        {
            if (method.StartsWith("system.", StringComparison.Ordinal) || Independent.Contains(method))
                continue;
            foreach (var signature in (await server.CallAsync("system.methodSignature", method))!.AsArray())
            {
                var parameters = signature!.AsArray().Skip(1).Select((type, at) => Sample(method, at, type));
                var answer = await server.CallAsync(method, [.. parameters]);
                Assert.True(answer is JsonObject fault && (int?)fault["faultCode"] == 503, $"{method}{signature}: {RpcJson.Text(answer)}");
            }
        }
    }

    [Theory]
    [InlineData("get_service_details", "orders")]
    [InlineData("get_service_status", "orders")]
    [InlineData("get_service", "orders")]
    [InlineData("resolve", "orders")]
    [InlineData("heartbeat", "orders", "127.0.0.1", 8080)]
    public async Task What_is_there_already_is_answered(string method, params object[] parameters)
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("orders");
        var whenReady = await server.TextOfCallAsync(method, parameters);
        server.Registry.Readiness = NotReady;
        Assert.Equal(whenReady, await server.TextOfCallAsync(method, parameters));
    }

    [Fact]
    public async Task A_wrong_argument_is_still_told_as_such()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Readiness = NotReady;
        Assert.Equal(-32602, (int)(await server.CallAsync("get_service_status", "orders", "host"))!["faultCode"]!);
    }

    /// <summary>A value of a type; names and hosts are ones that nobody has.</summary>
    private static object Sample(string method, int at, JsonNode? type) => ((string?)type, method, at) switch
    {
        ("string", "wait_events", _) => "",
        ("string", "update_status", 1) => "stopped",
        ("string", "update_status", 2) => "127.0.0.1",
        ("string", _, 1) => "127.0.0.1",
        ("string", _, _) => "nobody",
        ("int", _, _) => 1,
        ("struct", _, _) => RpcJson.Struct(),
        var other => throw new InvalidOperationException($"No sample for {other}."),
    };
}
