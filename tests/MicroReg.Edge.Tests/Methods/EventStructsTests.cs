using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using MicroReg.Domain.Events;
using MicroReg.Domain.Records;
using MicroReg.Domain.Registry;
using MicroReg.Edge.Methods;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.Tests.Methods;

public sealed class EventStructsTests
{
    private readonly FakeRegistry _registry = new();

    [Fact]
    public async Task An_instance_that_is_there_is_told_in_full()
    {
        _registry.Add("orders", port: 5001, attributes: new() { Tags = ["v2"], Zone = "a" });
        var told = Json(new EventStructs(_registry).Of(Assert.Single(await ReadAsync(EventFilter.All))));
        Assert.Equal(
            """{"kind":"registered","service":"orders","instance":{"id":129679617,"host":"127.0.0.1","port":5001,"status":1"""
                + ""","reported":1,"health":"unknown","metadata":{},"tags":["v2"],"zone":"a","weight":1"""
                + ""","registered_at":"2026-03-04T05:06:07.000Z"},"status":1"""
                + ""","version":"019cb73d3218000000000000000000a1..","at":"2026-03-04T05:06:07.000Z","node":"node-1"}""",
            told);
    }

    [Fact]
    public void An_instance_that_is_known_only_to_be_gone_has_its_endpoint_and_no_status()
    {
        var change = new StatusEvent(
            StatusEventKind.Unregistered, new InstanceKey("orders", "127.0.0.1", 8080), null, null, "1~2", default);
        var told = JsonNode.Parse(Json(new EventStructs(_registry).Of(change)))!.AsObject();
        Assert.Equal("""{"host":"127.0.0.1","port":8080}""", RpcJson.Text(told["instance"]));
        Assert.Equal("unregistered", (string?)told["kind"]);
        Assert.False(told.ContainsKey("status"));
        Assert.False(told.ContainsKey("previous_status"));
    }

    [Fact]
    public async Task A_change_of_status_says_both()
    {
        _registry.Add("orders");
        var reader = _registry.Events.Read(EventCursor.Empty, EventFilter.All);
        await reader.NextAsync(TimeSpan.Zero);
        await _registry.UpdateStatusAsync("orders", ServiceStatus.Draining);
        var told = Json(new EventStructs(_registry).Of(Assert.Single((await reader.NextAsync(TimeSpan.Zero)).Value.Events)));
        Assert.Contains("\"previous_status\":1,\"status\":3,", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_is_written_once_for_all_who_are_told()
    {
        _registry.Add("orders");
        var change = Assert.Single(await ReadAsync(EventFilter.All));
        Assert.True(new EventStructs(_registry).Of(change).TryGetWritten(out var one));
        Assert.True(new EventStructs(_registry).Of(change).TryGetWritten(out var other));
        Assert.Same(one, other);
    }

    [Fact]
    public async Task A_page_is_a_struct_of_four()
    {
        _registry.Add("orders");
        var page = (await _registry.Events.Read(EventCursor.Empty, EventFilter.All).NextAsync(TimeSpan.Zero)).Value;
        var told = JsonNode.Parse(Json(new EventStructs(_registry).Of(page)))!;
        Assert.Equal(page.Cursor.ToString(), (string?)told["cursor"]);
        Assert.True((bool)told["reset"]!);
        Assert.False((bool)told["more"]!);
        Assert.Single(told["events"]!.AsArray());
    }

    private async Task<ImmutableArray<StatusEvent>> ReadAsync(EventFilter filter, EventCursor? from = null) =>
        (await _registry.Events.Read(from ?? EventCursor.Empty, filter).NextAsync(TimeSpan.Zero)).Value.Events;

    private static string Json(XmlRpcValue value) =>
        RpcJson.Text(RpcJson.Of(XElement.Parse(Encoding.UTF8.GetString(XmlRpcWriter.Write(value)))));
}
