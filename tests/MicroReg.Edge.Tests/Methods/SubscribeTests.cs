using MicroReg.Domain.Records;

namespace MicroReg.Edge.Tests.Methods;

public sealed class SubscribeTests
{
    private const string Url = "http://127.0.0.1:9000/events";

    [Fact]
    public async Task A_url_is_enough()
    {
        await using var server = await EdgeServer.StartAsync();
        Assert.Equal("""{"id":"subscription-1","ttl":300}""", await server.TextOfCallAsync("subscribe", Url));
        Assert.Equal(new SubscriptionTerms { Url = Url }, server.Registry.Subscriptions.Find("subscription-1")!.Terms);
        Assert.Equal(1, (int)(await server.CallAsync("cluster_status"))!["subscriptions"]!);
    }

    [Fact]
    public async Task A_filter_and_options_are_kept()
    {
        await using var server = await EdgeServer.StartAsync();
        var filter = RpcJson.Struct(("services", new object?[] { "b", "a" }), ("prefix", "p"), ("tag", "t"), ("zone", "z"));
        const string cursor = "1767225600123;0123456789abcdef:41";
        Assert.Equal(
            """{"id":"subscription-1","ttl":60}""",
            await server.TextOfCallAsync("subscribe", Url, filter, RpcJson.Struct(("ttl", 60), ("cursor", cursor))));
        var stored = server.Registry.Subscriptions.Find("subscription-1")!;
        Assert.Equal(
            new SubscriptionTerms { Url = Url, Services = ["a", "b"], Prefix = "p", Tag = "t", Zone = "z", TtlSeconds = 60 }, stored.Terms);
        Assert.Equal(cursor, stored.Cursor);
    }

    [Fact]
    public async Task A_subscription_is_renewed_and_ended_by_its_id()
    {
        await using var server = await EdgeServer.StartAsync();
        await server.CallAsync("subscribe", Url);
        server.Registry.Time.Advance(TimeSpan.FromSeconds(7));
        Assert.True((bool)(await server.CallAsync("renew_subscription", "subscription-1"))!);
        Assert.Equal(
            server.Registry.Time.GetUtcNow().ToUnixTimeMilliseconds(), server.Registry.Subscriptions.Find("subscription-1")!.RenewedAt);
        Assert.True((bool)(await server.CallAsync("unsubscribe", "subscription-1"))!);
        Assert.False((bool)(await server.CallAsync("unsubscribe", "subscription-1"))!);
        Assert.False((bool)(await server.CallAsync("renew_subscription", "subscription-1"))!);
    }

    [Theory]
    [InlineData("ftp://127.0.0.1/", "url")]
    [InlineData("http://169.254.169.254/", "url")]
    [InlineData("http://93.184.216.34/", "url")]
    [InlineData(17, "url")]
    public async Task A_wrong_url_is_named(object url, string parameter) => await AssertRefusedAsync(parameter, url);

    [Fact]
    public async Task A_wrong_filter_or_option_is_named()
    {
        await AssertRefusedAsync("filter", Url, RpcJson.Struct(("service", "a")));
        await AssertRefusedAsync("options.ttl", Url, RpcJson.Struct(), RpcJson.Struct(("ttl", 5)));
        await AssertRefusedAsync("options.ttl", Url, RpcJson.Struct(), RpcJson.Struct(("ttl", "soon")));
        await AssertRefusedAsync("options.cursor", Url, RpcJson.Struct(), RpcJson.Struct(("cursor", "x")));
        await AssertRefusedAsync("subscribe");
    }

    [Fact]
    public async Task There_are_only_so_many()
    {
        await using var server = await EdgeServer.StartAsync();
        for (var i = 0; i < 3; i++)
            await server.CallAsync("subscribe", Url);
        Assert.Equal(429, (int)(await server.CallAsync("subscribe", Url))!["faultCode"]!);
    }

    [Fact]
    public async Task Subscriptions_are_in_no_listing_and_no_count()
    {
        await using var server = await EdgeServer.StartAsync();
        await server.CallAsync("subscribe", Url);
        Assert.Equal("[]", await server.TextOfCallAsync("list_services"));
        Assert.Equal(0, (int)(await server.CallAsync("get_reg_count"))!);
        Assert.False((bool)(await server.CallAsync("get_service", "subscription-1"))!);
        Assert.DoesNotContain("9000", RpcJson.Text((await server.GetAsync("/api/db")).Body), StringComparison.Ordinal);
    }

    private static async Task AssertRefusedAsync(string named, params object?[] parameters)
    {
        await using var server = await EdgeServer.StartAsync();
        var fault = (await server.CallAsync("subscribe", parameters))!;
        Assert.Equal(-32602, (int)fault["faultCode"]!);
        Assert.Contains(named, (string?)fault["faultString"], StringComparison.Ordinal);
        Assert.Equal(0, server.Registry.Subscriptions.Count);
    }
}
