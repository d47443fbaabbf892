using MicroReg.Domain.Events;
using MicroReg.Edge.Methods;
using MicroReg.Edge.Tests.XmlRpc.Methods;
using MicroReg.Edge.XmlRpc.Methods;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.Tests.Methods;

public sealed class EventFilterStructTests
{
    [Fact]
    public void Without_a_filter_everything_is_wanted()
    {
        var read = EventFilterStruct.Read(new XmlRpcArguments("wait_events", [], NoServices.Instance), 0, out var wrong);
        Assert.Null(wrong);
        Assert.Same(EventFilter.All, read);
    }

    [Fact]
    public void Services_are_an_array_or_one_name()
    {
        Assert.Equal(["a", "b"], Read(("services", new object?[] { "a", "b" })).Services.Order());
        Assert.Equal(["a"], Read(("services", "a")).Services);
        Assert.Empty(Read(("services", "")).Services);
        Assert.Empty(Read(("services", Array.Empty<object?>())).Services);
    }

    [Fact]
    public void The_other_members_are_texts_and_empty_ones_do_not_count()
    {
        Assert.Equal(new EventFilter { Prefix = "o", Tag = "t", Zone = "z" }, Read(("prefix", "o"), ("tag", "t"), ("zone", "z")));
        var nothing = Read(("prefix", ""), ("tag", ""), ("zone", ""));
        Assert.Null(nothing.Tag);
        Assert.Null(nothing.Zone);
    }

    [Theory]
    [InlineData("services", 5, "the parameter filter.services must be an array of names, or one name, not 5")]
    [InlineData("tag", 5, "the parameter filter.tag must be a string, not 5")]
    [InlineData("service", "x", "filter has no member 'service'; it may have services, prefix, tag, zone")]
    public void A_wrong_member_is_named(string member, object value, string message)
    {
        EventFilterStruct.Read(Arguments((member, value)), 0, out var wrong);
        Assert.Equal(XmlRpcFaultCodes.InvalidParameters, wrong?.Code);
        Assert.Contains(message, wrong?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_no_text_is_refused()
    {
        EventFilterStruct.Read(Arguments(("services", new object?[] { "a", 5 })), 0, out var wrong);
        Assert.Equal(XmlRpcFaultCodes.InvalidParameters, wrong?.Code);
    }

    private static EventFilter Read(params (string Name, object? Value)[] members)
    {
        var read = EventFilterStruct.Read(Arguments(members), 0, out var wrong);
        Assert.Null(wrong);
        return read;
    }

    private static XmlRpcArguments Arguments(params (string Name, object? Value)[] members) =>
        new("wait_events", [RpcJson.Struct(members)], NoServices.Instance);
}
