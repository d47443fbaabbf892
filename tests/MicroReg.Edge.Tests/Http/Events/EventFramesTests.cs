using System.Runtime.InteropServices;
using System.Text;
using MicroReg.Domain.Events;
using MicroReg.Domain.Records;
using MicroReg.Edge.Http.Events;

namespace MicroReg.Edge.Tests.Http.Events;

public sealed class EventFramesTests
{
    private readonly FakeRegistry _registry = new();
    private readonly EventFrames _frames;

    public EventFramesTests() => _frames = new EventFrames(_registry);

    [Fact]
    public async Task An_event_is_written_once_for_all_streams()
    {
        var (one, other) = (await FollowAsync(EventFilter.All), await FollowAsync(new EventFilter { Prefix = "a" }));
        _registry.Add("a");
        var (first, second) = (await NextAsync(one), await NextAsync(other));
        Assert.Same(ArrayOf(first.Events[0]), ArrayOf(second.Events[0]));
    }

    [Fact]
    public async Task An_event_that_a_filter_turns_into_an_unregistered_one_is_shared()
    {
        var filter = new EventFilter { Tag = "t" };
        var (one, other) = (await FollowAsync(filter), await FollowAsync(filter));
        _registry.Add("a");
        var (first, second) = (await NextAsync(one), await NextAsync(other));
        Assert.Same(ArrayOf(first.Events[0]), ArrayOf(second.Events[0]));
        Assert.Contains("\"unregistered\"", Encoding.UTF8.GetString(ArrayOf(first.Events[0])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Streams_that_stand_at_the_same_place_share_the_cursor()
    {
        var (one, other) = (await FollowAsync(EventFilter.All), await FollowAsync(EventFilter.All));
        _registry.Add("a");
        var first = await NextAsync(one);
        _registry.Time.Advance(TimeSpan.FromMilliseconds(999));
        var second = await NextAsync(other);
        Assert.NotEqual(first.Cursor.IssuedAt, second.Cursor.IssuedAt);
        Assert.Same(_frames.CursorOf(first), _frames.CursorOf(second));
    }

    [Fact]
    public async Task A_cursor_is_at_most_a_second_older_than_it_could_be()
    {
        var reader = await FollowAsync(EventFilter.All);
        _registry.Add("a");
        var page = await NextAsync(reader);
        var frame = _frames.CursorOf(page);
        _registry.Time.Advance(TimeSpan.FromSeconds(1));
        var later = await NextAsync(reader);
        Assert.NotSame(frame, _frames.CursorOf(later));
        Assert.Contains(later.Cursor.ToString(), Encoding.UTF8.GetString(_frames.CursorOf(later)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cursors_within_a_snapshot_are_not_confused_with_those_after_it()
    {
        for (var port = 1; port <= IStatusFeed.PageLimit + 1; port++)
            _registry.Add("a", port: port);
        var reader = _registry.Events.Read(EventCursor.Empty, EventFilter.All);
        foreach (var more in (bool[])[true, false])
        {
            var page = await NextAsync(reader);
            Assert.Equal(more, page.More);
            var text = page.Cursor.ToString();
            Assert.Equal(
                $"event: cursor\nid: {text}\ndata: {{\"cursor\":\"{text}\",\"more\":{(more ? "true" : "false")}}}\n\n",
                Encoding.UTF8.GetString(_frames.CursorOf(page)));
        }
    }

    [Fact]
    public async Task A_change_of_health_tells_both_statuses_by_name()
    {
        _registry.Add("a");
        var reader = await FollowAsync(EventFilter.All);
        _registry.SetHealth("a", "127.0.0.1", 8080, InstanceHealth.Failing);
        var text = Encoding.UTF8.GetString(ArrayOf((await NextAsync(reader)).Events[0]));
        Assert.Contains("\"status\":\"error\",\"reported\":\"running\",\"health\":\"failing\"", text, StringComparison.Ordinal);
        Assert.Contains("\"previous_status\":\"running\",\"status\":\"error\"", text, StringComparison.Ordinal);
    }

    private async Task<IFeedReader> FollowAsync(EventFilter filter)
    {
        var reader = _registry.Events.Read(EventCursor.Empty, filter);
        await NextAsync(reader);
        return reader;
    }

    private static async Task<FeedPage> NextAsync(IFeedReader reader) => (await reader.NextAsync(TimeSpan.Zero)).Value;

    private byte[] ArrayOf(StatusEvent change)
    {
        Assert.True(MemoryMarshal.TryGetArray(_frames.Of(change), out var bytes));
        return bytes.Array!;
    }
}
