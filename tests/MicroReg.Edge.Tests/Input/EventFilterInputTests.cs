using MicroReg.Domain.Events;
using MicroReg.Domain.Kernel;
using MicroReg.Edge.Input;

namespace MicroReg.Edge.Tests.Input;

public sealed class EventFilterInputTests
{
    [Fact]
    public void Without_a_filter_everything_is_wanted()
    {
        var arguments = new CallArguments("wait_events", []);
        var read = EventFilterInput.Read(arguments, 0);
        Assert.Null(arguments.Fault);
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
        var arguments = Arguments((member, value));
        EventFilterInput.Read(arguments, 0);
        Assert.Equal(FaultKind.Invalid, arguments.Fault?.Kind);
        Assert.Contains(message, arguments.Fault?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_no_text_is_refused()
    {
        var arguments = Arguments(("services", new object?[] { "a", 5 }));
        EventFilterInput.Read(arguments, 0);
        Assert.Equal("wait_events: the parameter filter.services must be an array of names.", arguments.Fault?.Message);
    }

    private static EventFilter Read(params (string Name, object? Value)[] members)
    {
        var arguments = Arguments(members);
        var read = EventFilterInput.Read(arguments, 0);
        Assert.Null(arguments.Fault);
        return read;
    }

    private static CallArguments Arguments(params (string Name, object? Value)[] members) =>
        new("wait_events", [RpcJson.Struct(members)]);
}
