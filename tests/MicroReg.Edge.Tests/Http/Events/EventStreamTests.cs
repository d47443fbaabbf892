using System.Net;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Records;
using MicroReg.Domain.Registry;

namespace MicroReg.Edge.Tests.Http.Events;

public sealed class EventStreamTests
{
    [Fact]
    public async Task A_stream_reads_as_the_guide_says()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("orders", port: 5001, attributes: new() { Tags = ["v2"], Metadata = Metadata.From([new("team", "a\nb")]) });
        using var reader = await EventReader.OpenAsync(server);
        Assert.Equal("text/event-stream", reader.Response.Content.Headers.ContentType?.ToString());
        Assert.True(reader.Response.Headers.CacheControl!.NoStore);
        Assert.Equal("no", Assert.Single(reader.Response.Headers.GetValues("X-Accel-Buffering")));
        Assert.Equal("retry: 1000", await reader.FrameAsync());
        Assert.Equal("event: reset\nid:\ndata: {\"reason\":\"there was no cursor\"}", await reader.FrameAsync());
        Assert.Equal(
            """data: {"kind":"registered","service":"orders","instance":{"id":129679617,"host":"127.0.0.1","port":5001"""
                + ""","status":"running","reported":"running","health":"unknown","metadata":{"team":"a\nb"},"tags":["v2"],"zone":null"""
                + ""","weight":1,"registered_at":"2026-03-04T05:06:07.000Z"},"previous_status":null"""
                + ""","status":"running","version":"019cb73d3218000000000000000000a1..","at":"2026-03-04T05:06:07.000Z","node":"node-1"}""",
            await reader.FrameAsync());
        const string cursor = "1772600767000;00000000000000a1:1";
        Assert.Equal($"event: cursor\nid: {cursor}\ndata: {{\"cursor\":\"{cursor}\",\"more\":false}}", await reader.FrameAsync());
        await server.Registry.UpdateStatusAsync("orders", ServiceStatus.Draining);
        var change = EventReader.Data((await reader.PageAsync())[0]);
        Assert.Equal(
            ("status_changed", "running", "draining"),
            ((string?)change["kind"], (string?)change["previous_status"], (string?)change["status"]));
        await server.Registry.UnregisterAsync("orders");
        Assert.Contains("\"previous_status\":\"draining\",\"status\":null,", (await reader.PageAsync())[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_that_broke_goes_on_where_it_stood()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("a");
        using var reader = await EventReader.OpenAsync(server);
        var cursor = EventReader.CursorOf(await reader.PageAsync());
        server.Registry.Add("b");
        await server.Registry.UnregisterAsync("a");
        using var again = await EventReader.OpenAsync(server, "", cursor);
        Assert.Equal("registered b:8080 running, unregistered a:8080 -, end", await again.TextOfPageAsync());
        using var byQuery = await EventReader.OpenAsync(server, $"?cursor={Uri.EscapeDataString(cursor)}");
        Assert.Equal("registered b:8080 running, unregistered a:8080 -, end", await byQuery.TextOfPageAsync());
        using var both = await EventReader.OpenAsync(server, "?cursor=", cursor);
        Assert.Equal("registered b:8080 running, unregistered a:8080 -, end", await both.TextOfPageAsync());
    }

    [Fact]
    public async Task An_unknown_instance_that_is_gone_is_named_by_its_endpoint()
    {
        await using var server = await EdgeServer.StartAsync();
        using var reader = await EventReader.OpenAsync(server);
        var cursor = EventReader.CursorOf(await reader.PageAsync());
        server.Registry.Add("a");
        await server.Registry.UnregisterAsync("a");
        using var again = await EventReader.OpenAsync(server, "", cursor);
        Assert.StartsWith(
            """data: {"kind":"unregistered","service":"a","instance":{"host":"127.0.0.1","port":8080},"previous_status":null"""
                + ""","status":null,"version":""",
            (await again.PageAsync())[0],
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cursor_that_is_too_old_begins_anew_and_says_so()
    {
        await using var server = await EdgeServer.StartAsync();
        using var reader = await EventReader.OpenAsync(server);
        var cursor = EventReader.CursorOf(await reader.PageAsync());
        server.Registry.Add("a");
        server.Registry.Time.Advance(TimeSpan.FromHours(25));
        using var again = await EventReader.OpenAsync(server, "", cursor);
        var page = await again.PageAsync();
        Assert.Equal("the cursor is too old for this node, or not known to it", (string?)EventReader.Data(page[0])["reason"]);
        Assert.Equal(3, page.Count);
    }

    [Fact]
    public async Task A_cursor_of_a_node_that_nobody_knows_begins_anew()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("a");
        using var reader = await EventReader.WhileTimePassesAsync(
            server.Registry.Time, TimeSpan.FromSeconds(1), EventReader.OpenAsync(server, "", "1772600767000;00000000000000ff:7"));
        Assert.Equal("reset, registered a:8080 running, end", await reader.TextOfPageAsync());
    }

    [Fact]
    public async Task A_subscriber_that_wants_only_changes_gets_no_snapshot()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("a");
        using var reader = await EventReader.OpenAsync(server, "?cursor=now");
        Assert.Equal("end", await reader.TextOfPageAsync());
        server.Registry.Add("b");
        Assert.Equal("registered b:8080 running, end", await reader.TextOfPageAsync());
    }

    [Theory]
    [InlineData("?cursor=nonsense", null)]
    [InlineData("", "nonsense")]
    [InlineData("?cursor=1;2;3", null)]
    [InlineData("?cursor=", "now and then")]
    public async Task A_text_that_is_not_a_cursor_is_refused(string query, string? lastEventId)
    {
        await using var server = await EdgeServer.StartAsync();
        using var reader = await EventReader.OpenAsync(server, query, lastEventId);
        Assert.Equal(HttpStatusCode.BadRequest, reader.Response.StatusCode);
        Assert.Equal("application/problem+json", reader.Response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_node_that_is_not_ready_gives_no_snapshot_but_goes_on_behind_a_cursor()
    {
        await using var server = await EdgeServer.StartAsync();
        using var before = await EventReader.OpenAsync(server);
        var cursor = EventReader.CursorOf(await before.PageAsync());
        server.Registry.Readiness = new Readiness(IsReady: false, IsStale: false, "Still copying.");
        using var reader = await EventReader.OpenAsync(server);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, reader.Response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), reader.Response.Headers.RetryAfter?.Delta);
        Assert.Contains("Still copying.", await reader.TextAsync(), StringComparison.Ordinal);
        using var again = await EventReader.OpenAsync(server, "", cursor);
        Assert.Equal("end", await again.TextOfPageAsync());
    }

    [Fact]
    public async Task A_page_of_another_site_cannot_read_it()
    {
        await using var server = await EdgeServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/events", UriKind.Relative))
        {
            Headers = { { "Origin", "http://elsewhere.test" } }
        };
        using var response = await server.Web.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
    }
}
