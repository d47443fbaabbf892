using System.Text.Json.Nodes;
using MicroReg.Domain.Events;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Records;
using MicroReg.Domain.Registry;
using MicroReg.Edge.Tests.Http.Events;
using MicroReg.Edge.Tests.Http.Metrics;
using MicroReg.Edge.Tests.XmlRpc.Http;

namespace MicroReg.Edge.Tests.Methods;

public sealed class WaitEventsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task An_empty_cursor_gives_a_snapshot_and_then_what_changes()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("a");
        var first = await WaitAsync(server, "", 0);
        Assert.Equal("reset, registered a:8080 1", Text(first));
        var waiting = WaitAsync(server, Cursor(first), 60);
        await server.Registry.UpdateStatusAsync("a", ServiceStatus.Stopped);
        var second = await waiting;
        Assert.Equal("status_changed a:8080 0", Text(second));
        await server.Registry.UnregisterAsync("a");
        Assert.Equal("unregistered a:8080 -", Text(await WaitAsync(server, Cursor(second), 60)));
    }

    [Fact]
    public async Task After_the_timeout_there_is_an_empty_answer_whose_cursor_goes_on()
    {
        await using var server = await EdgeServer.StartAsync();
        var first = await WaitAsync(server, "", 0);
        var empty = await EventReader.WhileTimePassesAsync(
            server.Registry.Time, TimeSpan.FromSeconds(10), WaitAsync(server, Cursor(first), 60));
        Assert.Equal("", Text(empty));
        server.Registry.Add("a");
        Assert.Equal("registered a:8080 1", Text(await WaitAsync(server, Cursor(empty), 0)));
    }

    [Fact]
    public async Task More_than_a_page_says_that_there_is_more()
    {
        await using var server = await EdgeServer.StartAsync();
        for (var port = 1; port <= IStatusFeed.PageLimit + 1; port++)
            server.Registry.Add("a", port: port);
        var first = await WaitAsync(server, "", 0);
        Assert.True((bool)first["more"]!);
        Assert.Equal(IStatusFeed.PageLimit, first["events"]!.AsArray().Count);
        var second = await WaitAsync(server, Cursor(first), 0);
        Assert.False((bool)second["more"]!);
        Assert.False((bool)second["reset"]!);
        Assert.Single(second["events"]!.AsArray());
    }

    [Fact]
    public async Task A_filter_selects()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("a", attributes: new() { Tags = ["t"] });
        server.Registry.Add("b");
        var first = await WaitAsync(server, "", 0, RpcJson.Struct(("services", new object?[] { "a", "c" }), ("tag", "t")));
        Assert.Equal("reset, registered a:8080 1", Text(first));
        server.Registry.Add("a");
        Assert.Equal("unregistered a:8080 -", Text(await WaitAsync(server, Cursor(first), 0, RpcJson.Struct(("tag", "t")))));
    }

    [Theory]
    [InlineData("no cursor", 0, "the parameter cursor must be one that a node has given, or \"\" at first, not \"no cursor\"")]
    [InlineData(5, 0, "the parameter cursor must be a string, not 5")]
    [InlineData("", -1, "the parameter timeout must be a number of seconds from 0 to 60, not -1")]
    [InlineData("", 61, "the parameter timeout must be a number of seconds from 0 to 60, not 61")]
    [InlineData("", "soon", "the parameter timeout must be a number of seconds from 0 to 60, not \"soon\"")]
    public async Task A_wrong_parameter_is_named(object cursor, object timeout, string message)
    {
        await using var server = await EdgeServer.StartAsync();
        var fault = (await server.CallAsync("wait_events", cursor, timeout))!;
        Assert.Equal(-32602, (int)fault["faultCode"]!);
        Assert.Contains(message, (string?)fault["faultString"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData("0")]
    [InlineData(60.0)]
    public async Task A_timeout_is_taken_in_the_forms_that_clients_have(object timeout)
    {
        await using var server = await EdgeServer.StartAsync();
        Assert.Equal("reset", Text((JsonObject)(await server.CallAsync("wait_events", "", timeout))!));
    }

    [Fact]
    public async Task A_node_that_is_not_ready_gives_no_snapshot()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Readiness = new Readiness(IsReady: false, IsStale: false, "Still copying.");
        var fault = (await server.CallAsync("wait_events", "", 0))!;
        Assert.Equal(503, (int)fault["faultCode"]!);
        Assert.Contains("Still copying.", (string?)fault["faultString"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_multicall_does_not_wait()
    {
        await using var server = await EdgeServer.StartAsync();
        var cursor = Cursor(await WaitAsync(server, "", 0));
        var call = RpcJson.Struct(("methodName", "wait_events"), ("params", new object[] { cursor, 60 }));
        var answers = (await server.CallAsync("system.multicall", RpcJson.Value(new object?[] { call, call })))!.AsArray();
        Assert.All(answers, answer => Assert.Equal("", Text(answer![0]!.AsObject())));
    }

    [Fact]
    public async Task A_waiting_caller_is_answered_when_the_host_stops_and_may_continue_elsewhere()
    {
        await using var server = await EdgeServer.StartAsync();
        var cursor = Cursor(await WaitAsync(server, "", 0));
        var waiting = WaitAsync(server, cursor, 60);
        await BusyAsync(server, 1);
        await server.StopAsync().WaitAsync(Patience);
        var answer = await waiting;
        Assert.Equal("more", Text(answer));
        Assert.Equal(cursor, Cursor(answer));
    }

    [Fact]
    public async Task A_caller_that_hangs_up_waits_no_longer()
    {
        await using var server = await EdgeServer.StartAsync();
        var cursor = Cursor(await WaitAsync(server, "", 0));
        using (var connection = await RawHttp.ConnectAsync(server.Address))
        {
            await connection.SendAsync(
                RawHttp.Post(
                    "/",
                    $"<methodCall><methodName>wait_events</methodName><params><param><value>{cursor}</value></param><param><value>"
                        + "<int>60</int></value></param></params></methodCall>"));
            await BusyAsync(server, 1);
        }

        await BusyAsync(server, 0);
    }

    [Fact]
    public async Task Events_of_wait_events_are_counted()
    {
        await using var server = await EdgeServer.StartAsync();
        server.Registry.Add("a", port: 1);
        server.Registry.Add("a", port: 2);
        var first = await WaitAsync(server, "", 0);
        await WaitAsync(server, Cursor(first), 0);
        using (await EventReader.FollowAsync(server))
        {
            var metrics = await Scrape.ReadAsync(server);
            foreach (var way in (string[])["wait_events", "stream"])
            {
                Assert.Equal(2, metrics[$$"""microreg_events_sent_total{way="{{way}}"}"""]);
                Assert.Equal(1, metrics[$$"""microreg_event_pages_total{way="{{way}}"}"""]);
                Assert.Equal(1, metrics[$$"""microreg_event_resets_total{way="{{way}}"}"""]);
            }

            Assert.Equal(1, metrics["microreg_event_streams"]);
            Assert.Equal(0, metrics["microreg_event_streams_stalled_total"]);
        }
    }

    /// <summary>Waits until so many calls wait for events.</summary>
    private static async Task BusyAsync(EdgeServer server, int callers)
    {
        using var bounded = new CancellationTokenSource(Patience);
        while ((await Scrape.ReadAsync(server))["microreg_event_waits"] != callers)
            bounded.Token.ThrowIfCancellationRequested();
    }

    private static async Task<JsonObject> WaitAsync(EdgeServer server, params object?[] parameters) =>
        (await server.CallAsync("wait_events", parameters))!.AsObject();

    private static string Cursor(JsonObject answer) => (string)answer["cursor"]!;

    private static string Text(JsonObject answer) => string.Join(", ", [
        .. (bool)answer["reset"]! ? ["reset"] : Array.Empty<string>(),
        .. answer["events"]!.AsArray()
            .Select(one => $"{one!["kind"]} {one["service"]}:{one["instance"]!["port"]} {one["status"]?.ToString() ?? "-"}"),
        .. (bool)answer["more"]! ? ["more"] : Array.Empty<string>(),
    ]);
}
