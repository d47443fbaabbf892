using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MicroReg.Domain.Records;
using MicroReg.Edge.Http;
using MicroReg.Edge.Tests.Http.Metrics;

namespace MicroReg.Edge.Tests.Http.Events;

public sealed class EventStreamLifeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_stream_that_has_nothing_to_tell_says_so_after_five_seconds()
    {
        await using var server = await EdgeServer.StartAsync();
        using var reader = await EventReader.OpenAsync(server);
        var before = EventReader.CursorOf(await reader.PageAsync());
        var page = await EventReader.WhileTimePassesAsync(server.Registry.Time, TimeSpan.FromMilliseconds(500), reader.PageAsync());
        Assert.Single(page);
        Assert.InRange(IssuedAt(EventReader.CursorOf(page)) - IssuedAt(before), 5000, double.MaxValue);
    }

    [Fact]
    public async Task Changes_that_a_filter_hides_do_not_put_off_the_sign_of_life()
    {
        await using var server = await EdgeServer.StartAsync();
        using var reader = await EventReader.FollowAsync(server, "?service=a");
        var heartbeat = reader.TextOfPageAsync();
        for (var port = 1; !heartbeat.IsCompleted && port < 50_000; port++)
        {
            server.Registry.Add("b", port: port);
            server.Registry.Time.Advance(TimeSpan.FromMilliseconds(500));
            await Task.WhenAny(heartbeat, Task.Delay(TimeSpan.FromMilliseconds(5)));
        }

        Assert.Equal("end", await heartbeat);
    }

    [Fact]
    public async Task Many_streams_take_what_comes_within_a_beat_together()
    {
        await using var server = await EdgeServer.StartAsync(new EdgeOptions { Events = new() { PacedAbove = 0 } });
        using var reader = await EventReader.FollowAsync(server);
        for (var port = 1; port <= 3; port++)
            server.Registry.Add("a", port: port);
        var page = await EventReader.WhileTimePassesAsync(server.Registry.Time, TimeSpan.FromMilliseconds(20), reader.TextOfPageAsync());
        Assert.Equal("registered a:1 running, registered a:2 running, registered a:3 running, end", page);
    }

    [Fact]
    public async Task A_stream_above_the_limit_is_sent_elsewhere_until_another_one_ends()
    {
        await using var server = await EdgeServer.StartAsync(new EdgeOptions { Events = new() { MaxStreams = 1 } });
        using (await EventReader.FollowAsync(server))
        {
            using var refused = await EventReader.OpenAsync(server);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Response.StatusCode);
            Assert.NotNull(refused.Response.Headers.RetryAfter);
            Assert.Equal(1, (await Scrape.ReadAsync(server))["microreg_event_streams"]);
        }

        using var bounded = new CancellationTokenSource(Patience);
        while ((await Scrape.ReadAsync(server))["microreg_event_streams"] > 0)
            bounded.Token.ThrowIfCancellationRequested();
        using var taken = await EventReader.FollowAsync(server);
        Assert.Equal(HttpStatusCode.OK, taken.Response.StatusCode);
    }

    [Fact]
    public async Task A_host_that_stops_waits_for_no_stream_and_ends_each_between_two_pages()
    {
        await using var server = await EdgeServer.StartAsync();
        using var reader = await EventReader.FollowAsync(server);
        await server.StopAsync().WaitAsync(Patience);
        Assert.Null(await reader.FrameAsync());
    }

    [Fact]
    public async Task A_client_that_does_not_read_is_sent_away_and_the_others_are_told_everything()
    {
        await using var server = await EdgeServer.StartAsync();
        using var good = await EventReader.FollowAsync(server);
        using var slow = await SlowClientAsync(server);
        var last = "";
        var fat = new InstanceAttributes { Metadata = Metadata.From([new("text", new string('x', 4000))]) };
        using var bounded = new CancellationTokenSource(Patience);
        for (var port = 1; (await Scrape.ReadAsync(server))["microreg_event_streams_stalled_total"] < 1; port++)
        {
            bounded.Token.ThrowIfCancellationRequested();
            for (var round = 0; round < 100; round++)
                server.Registry.Add("a", port: port, attributes: fat with { Weight = round + 1 });
            last = await PageWithAsync(good, port, weight: 100);
            server.Registry.Time.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.NotEmpty(last);
        Assert.True(await IsBrokenAsync(slow));
        server.Registry.Add("b");
        while (!(await good.TextOfPageAsync()).Contains("registered b:8080", StringComparison.Ordinal))
            bounded.Token.ThrowIfCancellationRequested();
    }

    private static double IssuedAt(string cursor) => double.Parse(cursor.Split(';')[0], CultureInfo.InvariantCulture);

    private static async Task<string> PageWithAsync(EventReader reader, int port, int weight)
    {
        while (true)
            foreach (var frame in await reader.PageAsync())
                if (EventReader.Data(frame)["instance"] is { } instance
                    && (int)instance["port"]! == port
                    && (int)instance["weight"]! == weight)
                    return frame;
    }

    /// <summary>Asks for the stream and reads nothing of it, with as little room for what comes as the system gives.</summary>
    private static async Task<Socket> SlowClientAsync(EdgeServer server)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(server.Address);
        await socket.SendAsync(Encoding.ASCII.GetBytes("GET /api/events HTTP/1.1\r\nHost: x\r\n\r\n"));
        return socket;
    }

    private static async Task<bool> IsBrokenAsync(Socket socket)
    {
        using var bounded = new CancellationTokenSource(Patience);
        var received = new List<byte>();
        var buffer = new byte[64 * 1024];
        try
        {
            while (await socket.ReceiveAsync(buffer, bounded.Token) is > 0 and var length)
                received.AddRange(buffer.AsSpan(0, length));
        }
        catch (SocketException)
        {
            return true;
        }

        // The last chunk of a body that ends as it should.
        return !Encoding.ASCII.GetString([.. received.TakeLast(5)]).EndsWith("0\r\n\r\n", StringComparison.Ordinal);
    }
}
