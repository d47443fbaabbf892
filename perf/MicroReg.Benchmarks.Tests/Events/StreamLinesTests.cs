using System.Text;
using CsCheck;
using MicroReg.Benchmarks.Events.Swarm;

namespace MicroReg.Benchmarks.Tests.Events;

public sealed class StreamLinesTests
{
    private const string Stream =
        "retry: 1000\n\nevent: reset\ndata: {\"reason\":\"there was no cursor\"}\n\n" +
        "data: {\"kind\":\"registered\",\"service\":\"stored-service-000012\",\"instance\":{\"id\":1,\"host\":\"127.0.0.1\"," +
        "\"port\":20003,\"status\":\"running\",\"reported\":\"running\"},\"previous_status\":null,\"status\":\"running\"}\n\n" +
        "event: cursor\nid: AAA\ndata: {\"cursor\":\"AAA\",\"more\":true}\n\n" +
        "data: {\"kind\":\"status_changed\",\"service\":\"stored-service-000000\",\"instance\":{\"id\":2,\"host\":\"127.0.0.1\"," +
        "\"port\":20009,\"status\":\"stopped\",\"reported\":\"stopped\"},\"previous_status\":\"running\"," +
        "\"status\":\"stopped\"}\n\n" +
        "data: {\"kind\":\"unregistered\",\"service\":\"someone-else\",\"instance\":{\"host\":\"127.0.0.1\",\"port\":80}," +
        "\"previous_status\":null,\"status\":null}\n\n" +
        "event: cursor\nid: BBB\ndata: {\"cursor\":\"BBB\",\"more\":false}\n\n";

    [Fact]
    public void Every_change_is_heard_however_the_packets_are_cut() => Gen.Int[1, 700].ForAll(packet =>
    {
        var (heard, lines) = Read(Stream, packet);
        Assert.Equal([(123, 1), (9, 0)], heard);
        Assert.Equal((3, 2), (lines.Events, lines.Pages));
    });

    [Fact]
    public void A_stream_has_caught_up_only_after_a_page_that_nothing_follows()
    {
        Assert.False(Read(Stream[..Stream.IndexOf("BBB", StringComparison.Ordinal)], 50).Lines.IsCaughtUp);
        Assert.True(Read(Stream, 50).Lines.IsCaughtUp);
    }

    [Fact]
    public void A_line_that_is_not_complete_waits() => Assert.Empty(Read(
        "data: {\"kind\":\"registered\",\"service\":\"stored-service-000012\",\"instance\":{\"port\":20003,\"status\":\"running\"}",
        1000).Heard);

    /// <summary>As the stream reads it: what is left over is put before what comes next.</summary>
    private static (List<(int Record, int Status)> Heard, StreamLines Lines) Read(string stream, int packet)
    {
        var heard = new List<(int, int)>();
        var lines = new StreamLines((record, status) => heard.Add((record, status)));
        byte[] kept = [];
        foreach (var some in Encoding.ASCII.GetBytes(stream).Chunk(packet))
        {
            kept = [.. kept, .. some];
            kept = kept[lines.Read(kept)..];
        }
        return (heard, lines);
    }
}
