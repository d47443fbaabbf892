using MicroReg.Domain.Records;

namespace MicroReg.Edge.Tests.Methods;

/// <summary>How an instance asked to be watched, as lookups show it.</summary>
public sealed class HealthTermsTests
{
    private static readonly string[] Members = ["ttl", "check", "deregister_after"];

    [Fact]
    public async Task Health_terms_of_an_instance_are_shown_as_it_asked_for_them()
    {
        const string check = """{"kind":"http","interval":5,"timeout":1,"failures":2,"successes":3"""
            + ""","path":"/health","expected_status":"200-299","host_header":"shop.example"}""";
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("orders", attributes: new()
        {
            TtlSeconds = 30,
            DeregisterAfterSeconds = 60,
            Check = new HealthCheck(HealthCheckKind.Http, 5, 1, 2, 3, "/health", 200, 299, "shop.example")
        });

        var byCall = (await server.CallAsync("get_service", "orders"))!["instances"]![0]!;
        var byPath = (await server.GetAsync("/api/services/orders")).Body!["instances"]![0]!;

        foreach (var instance in new[] { byCall, byPath, (await server.CallAsync("resolve", "orders"))![0]! })
            Assert.Equal(["30", check, "60"], Members.Select(member => RpcJson.Text(instance[member])));
    }

    [Fact]
    public async Task Of_a_tcp_check_only_what_it_has_is_shown()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("orders", attributes: new() { Check = new HealthCheck(HealthCheckKind.Tcp) });
        const string check = """{"kind":"tcp","interval":10,"timeout":2,"failures":3,"successes":1}""";
        Assert.Equal(check, RpcJson.Text((await server.CallAsync("get_service", "orders"))!["instances"]![0]!["check"]));
        Assert.Equal(check, RpcJson.Text((await server.GetAsync("/api/services/orders")).Body!["instances"]![0]!["check"]));
    }

    [Fact]
    public async Task Health_terms_that_an_instance_did_not_ask_for_are_not_shown()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("orders");
        var byCall = (await server.CallAsync("get_service", "orders"))!["instances"]![0]!.AsObject();
        var byPath = (await server.GetAsync("/api/services/orders")).Body!["instances"]![0]!.AsObject();
        Assert.All(Members, member => Assert.False(byCall.ContainsKey(member) || byPath.ContainsKey(member), member));
    }
}
