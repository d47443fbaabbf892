using MicroReg.Domain.Events;
using MicroReg.Edge.Http.Events;
using MicroReg.Edge.Methods;
using Xunit.Abstractions;

namespace MicroReg.Edge.Tests.Costs;

/// <summary>
/// What it takes to tell of a change: bytes allocated for writing it once, and bytes sent to each subscriber. The bounds are a
/// quarter above what was seen.
/// </summary>
public sealed class EventCostTests(ITestOutputHelper output)
{
    private readonly FakeRegistry _registry = new();

    [Fact]
    public async Task A_change_is_written_for_streams_without_much_beside_its_bytes()
    {
        var (json, change) = (new EventJson("node-1"), await ChangeAsync());
        var bytes = Array.Empty<byte>();
        var allocated = Allocated.PerCall(() => bytes = json.Write(change));
        AssertWithin(bytes.Length, 650);
        AssertWithin(allocated - bytes.Length, 430);
    }

    [Fact]
    public async Task A_change_is_written_for_XML_RPC_with_a_few_times_its_bytes()
    {
        var change = await ChangeAsync();
        var structs = new EventStructs(_registry);
        var length = 0;
        var allocated = Allocated.PerCall(() =>
        {
            // As new: what is written is kept with the event.
            var fresh = new StatusEvent(change.Kind, change.Key, change.Instance, change.PreviousStatus, change.Version, change.At);
            Assert.True(structs.Of(fresh).TryGetWritten(out var written));
            length = written.Length;
        });
        AssertWithin(length, 2_220);
        AssertWithin(allocated, 8_600);
    }

    [Fact]
    public async Task The_next_subscriber_costs_nothing_for_an_event_that_is_written_and_little_for_a_cursor()
    {
        var frames = new EventFrames(_registry);
        _registry.Add("stored-service-000001", port: 20_001, attributes: SampleCalls.Attributes);
        var page = (await _registry.Events.Read(EventCursor.Empty, EventFilter.All).NextAsync(TimeSpan.Zero)).Value;
        var change = Assert.Single(page.Events);
        var allocated = Allocated.PerCall(() => Assert.True(frames.Of(change).Length > 0 && frames.CursorOf(page).Length > 0));
        // None was seen.
        AssertWithin(allocated, 32);
        AssertWithin(frames.CursorOf(page).Length, 150);
    }

    private async Task<StatusEvent> ChangeAsync()
    {
        _registry.Add("stored-service-000001", port: 20_001, attributes: SampleCalls.Attributes);
        return Assert.Single((await _registry.Events.Read(EventCursor.Empty, EventFilter.All).NextAsync(TimeSpan.Zero)).Value.Events);
    }

    private void AssertWithin(double bytes, double most)
    {
        output.WriteLine($"{bytes:0.#} bytes");
        Assert.InRange(bytes, 0, most);
    }
}
