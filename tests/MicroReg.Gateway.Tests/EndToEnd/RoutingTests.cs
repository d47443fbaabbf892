using System.Net;
using MicroReg.Gateway.CommandLine;

namespace MicroReg.Gateway.Tests.EndToEnd;

public sealed class RoutingTests
{
    [Theory]
    [InlineData("/orders", "/", "/orders")]
    [InlineData("/orders/", "/", "/orders")]
    [InlineData("/orders/a/b?x=1&y=%20", "/a/b?x=1&y=%20", "/orders")]
    [InlineData("/orders/a%20b/c%2Fd//e/", "/a%20b/c%2Fd//e/", "/orders")]
    [InlineData("/orders/%C3%A4", "/%C3%A4", "/orders")]
    [InlineData("/orders/@scope%2fname?x=%2F", "/@scope%2fname?x=%2F", "/orders")]
    [InlineData("/orders/100%252F", "/100%252F", "/orders")]
    public async Task The_service_is_removed_from_the_path_and_the_rest_is_forwarded_unchanged(string path, string target, string prefix)
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = await GatewayHost.StartAsync();
        gateway.Registry.Set("orders", backend.Instance());

        Assert.Equal($"{backend.Port} GET {target} prefix={prefix} body=", await gateway.AnswerAsync(path));
    }

    [Theory]
    [InlineData("orders", "/orders/x")]
    [InlineData("a/b", "/a%2Fb/x")]
    [InlineData("a b", "/a%20b/x")]
    [InlineData("größe", "/gr%C3%B6%C3%9Fe/x")]
    [InlineData("{id}*?#%", "/%7Bid%7D*%3F%23%25/x")]
    [InlineData("100%2Fsure", "/100%252Fsure/x")]
    [InlineData("~!$&'()+,;=:@", "/~!$&'()+,;=:@/x")]
    [InlineData("😀", "/%F0%9F%98%80/x")]
    [InlineData("health", "/health/x")]
    public async Task Services_with_special_characters_are_reached_by_their_encoded_names(string service, string path)
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = await GatewayHost.StartAsync();
        gateway.Registry.Set(service, backend.Instance(service));

        Assert.StartsWith($"{backend.Port} GET /x ", await gateway.AnswerAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_that_differ_in_letter_case_are_different_services()
    {
        await using var upper = await Backend.StartAsync();
        await using var lower = await Backend.StartAsync();
        await using var gateway = await GatewayHost.StartAsync();
        gateway.Registry.Set("Orders", upper.Instance("Orders"));
        gateway.Registry.Set("orders", lower.Instance("orders"));

        Assert.StartsWith($"{upper.Port} ", await gateway.AnswerAsync("/Orders/"), StringComparison.Ordinal);
        Assert.StartsWith($"{lower.Port} ", await gateway.AnswerAsync("/orders/"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await gateway.GetAsync("/ORDERS/")).Status);
    }

    [Fact]
    public async Task Configured_routes_come_first_and_lead_to_their_service()
    {
        await using var orders = await Backend.StartAsync();
        await using var users = await Backend.StartAsync();
        await using var gateway = await GatewayHost.StartAsync(new GatewaySettings
        {
            Routes =
            [
                new() { Service = "Orders", Path = "/api/{**rest}", RemovePrefix = "/api" },
                new() { Service = "users", Hosts = ["users.example"] },
                new() { Service = "later", Path = "/later" },
            ],
        });
        gateway.Registry.Set("Orders", orders.Instance("Orders"));
        gateway.Registry.Set("users", users.Instance("users"));
        gateway.Registry.Set("api", users.Instance("api"));

        Assert.StartsWith($"{orders.Port} GET /x ", await gateway.AnswerAsync("/api/x"), StringComparison.Ordinal);
        gateway.Client.DefaultRequestHeaders.Host = "users.example";
        Assert.StartsWith($"{users.Port} GET /anything/at/all ", await gateway.AnswerAsync("/anything/at/all"), StringComparison.Ordinal);
        gateway.Client.DefaultRequestHeaders.Host = null;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await gateway.GetAsync("/later")).Status);
    }

    [Fact]
    public async Task Unregistered_services_and_unknown_paths_are_not_found()
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = await GatewayHost.StartAsync();
        gateway.Registry.Set("orders", backend.Instance());
        await gateway.AnswerAsync("/orders/");
        backend.Requests.Clear();

        string[] paths =
        [
            $"/127.0.0.1:{backend.Port}/", $"/http:%2F%2F127.0.0.1:{backend.Port}/", "/^none/", "/%5Enone/x", "/microreg/", "/",
        ];
        foreach (var path in paths)
            Assert.Equal(HttpStatusCode.NotFound, (await gateway.GetAsync(path)).Status);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/users/") { Headers = { Host = $"127.0.0.1:{backend.Port}" } };
        using var response = await gateway.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(backend.Requests);
    }

    [Fact]
    public async Task Requests_are_shared_by_weight_within_the_zone()
    {
        await using var one = await Backend.StartAsync();
        await using var three = await Backend.StartAsync();
        await using var far = await Backend.StartAsync();
        var registry = new FakeWatcher();
        registry.Set("orders", one.Instance(zone: "a"), three.Instance(weight: 3, zone: "a"), far.Instance(weight: 9, zone: "b"));
        await using var gateway = await GatewayHost.StartAsync(new GatewaySettings { Zone = "a" }, registry);

        for (var i = 0; i < 40; i++)
            await gateway.AnswerAsync("/orders/");

        Assert.Equal((10, 30, 0), (one.Requests.Count, three.Requests.Count, far.Requests.Count));
    }

    [Fact]
    public async Task Requests_that_alternate_between_two_services_reach_all_instances_of_each()
    {
        await using var first = await Backend.StartAsync();
        await using var second = await Backend.StartAsync();
        var registry = new FakeWatcher();
        registry.Set("orders", first.Instance(), second.Instance());
        registry.Set("users", first.Instance(), second.Instance());
        await using var gateway = await GatewayHost.StartAsync(registry: registry);

        for (var i = 0; i < 10; i++)
        {
            await gateway.AnswerAsync("/orders/o");
            await gateway.AnswerAsync("/users/u");
        }

        Assert.Equal((5, 5), (first.Requests.Count(each => each == "GET /o"), first.Requests.Count(each => each == "GET /u")));
    }
}
