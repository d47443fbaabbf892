using System.Buffers;
using MicroReg.Benchmarks.Events.Swarm;
using MicroReg.Benchmarks.Events.Ways;
using MicroReg.XmlRpc;

namespace MicroReg.Benchmarks.Tests.Events;

public sealed class PageTextTests
{
    private static readonly XmlRpcValue Page = XmlRpcValue.Of(new XmlRpcStruct
    {
        { "cursor", "AbC" },
        { "reset", false },
        { "more", true },
        { "events", XmlRpcValue.Of(
            Event("stored-service-000012", 20_003, 1), Event("someone-else", 80, null), Event("stored-service-009999", 20_000, 0)) },
    });

    [Fact]
    public void The_cheap_reader_and_the_codec_hear_the_same_changes()
    {
        var heard = new List<(int, int)>();
        Assert.Equal(3, PageText.Read(Written(), (record, status) => heard.Add((record, status))));
        Assert.Equal([(123, 1), (99_990, 0)], heard);
        Assert.Equal(heard, FeedPageAnswer.Of(Page).Changes.Where(change => change.Record >= 0));
    }

    [Fact]
    public void The_cursor_is_that_of_the_page() => Assert.Equal("AbC", PageText.CursorOf(Written()));

    [Fact]
    public void A_fault_has_no_cursor()
    {
        var fault = new ArrayBufferWriter<byte>();
        XmlRpcWriter.WriteResponse(fault, XmlRpcOutcome.Failed(503, "not ready"));
        Assert.Null(PageText.CursorOf(fault.WrittenSpan));
    }

    private static ReadOnlySpan<byte> Written()
    {
        var answer = new ArrayBufferWriter<byte>();
        XmlRpcWriter.WriteResponse(answer, XmlRpcOutcome.Of(Page));
        return answer.WrittenSpan;
    }

    /// <summary>In the order in which nodes write the members; without a status: one that is gone.</summary>
    private static XmlRpcValue Event(string service, int port, int? status)
    {
        var instance = new XmlRpcStruct { { "id", 7 }, { "host", "127.0.0.1" }, { "port", port } };
        var change = new XmlRpcStruct { { "kind", "status_changed" }, { "service", service }, { "instance", XmlRpcValue.Of(instance) } };
        if (status is { } known)
        {
            instance.Add("status", known);
            change.Add("status", known);
        }
        change.Add("version", "1");
        return XmlRpcValue.Of(change);
    }
}
