using System.Text;
using MicroReg.Domain.Kernel;
using MicroReg.Edge.Input;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.Tests.Input;

public sealed class LenientReadingTests
{
    private static readonly byte[] NotUtf8 = [0x66, 0xFC, 0x72];

    [Fact]
    public void An_empty_array_is_an_empty_struct_as_PHP_sends_it()
    {
        var arguments = Of(XmlRpcValue.Of(Array.Empty<XmlRpcValue>()));
        Assert.Empty(arguments.OptionalMembers(0, "options")!);
        Assert.Equal(2, arguments.Options(0, "options", "zone", "tag").Count);
        Assert.Null(arguments.Fault);
    }

    [Fact]
    public void An_empty_struct_is_an_empty_array_as_Lua_sends_it()
    {
        var arguments = Of(XmlRpcValue.Of(new XmlRpcStruct()));
        Assert.Empty(arguments.OptionalItems(0, "tags")!);
        Assert.Null(arguments.Fault);
    }

    [Fact]
    public void A_value_that_is_not_empty_keeps_the_type_that_it_was_sent_as()
    {
        var list = Of(XmlRpcValue.Of([XmlRpcValue.Of("a")]));
        list.OptionalMembers(0, "options");
        Assert.Equal("m: the parameter options must be a struct, not an array.", list.Fault?.Message);
        var table = Of(XmlRpcValue.Of(new XmlRpcStruct { { "a", 1 } }));
        table.OptionalItems(0, "tags");
        Assert.Equal("m: the parameter tags must be an array, not a struct.", table.Fault?.Message);
    }

    [Theory]
    [InlineData("größe 服务 🚀")]
    [InlineData("")]
    public void Base64_of_UTF8_is_text_as_Perl_sends_it(string text)
    {
        var arguments = Of(XmlRpcValue.Of(Encoding.UTF8.GetBytes(text)));
        Assert.Equal(text, arguments.Text(0, "name"));
        Assert.Null(arguments.Fault);
    }

    [Fact]
    public void Base64_of_other_bytes_is_no_text()
    {
        var arguments = Of(XmlRpcValue.Of(NotUtf8));
        arguments.Text(0, "name");
        Assert.Equal(
            new RegistryFault(FaultKind.Invalid, "m: the parameter name must be a string, not base64 of bytes that are not UTF-8."),
            arguments.Fault);
    }

    [Theory]
    [InlineData(9999.0, 9999)]
    [InlineData(-0.0, 0)]
    [InlineData(-9223372036854775808.0, long.MinValue)]
    [InlineData(9223372036854774784.0, 9223372036854774784)]
    public void A_double_without_a_fraction_is_a_whole_number(double sent, long read)
    {
        var arguments = Of(XmlRpcValue.Of(sent));
        Assert.Equal(read, arguments.WholeNumber(0, "count", long.MinValue, long.MaxValue));
        Assert.Null(arguments.Fault);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(9223372036854775808.0)]
    [InlineData(-1e300)]
    public void Any_other_double_is_none(double sent)
    {
        var arguments = Of(XmlRpcValue.Of(sent));
        arguments.WholeNumber(0, "count", long.MinValue, long.MaxValue);
        Assert.Equal(FaultKind.Invalid, arguments.Fault?.Kind);
    }

    [Fact]
    public void One_and_zero_as_doubles_are_booleans()
    {
        var arguments = Of(XmlRpcValue.Of(1.0), XmlRpcValue.Of(0.0));
        Assert.True(arguments.OptionalBoolean(0, "flag"));
        Assert.False(arguments.OptionalBoolean(1, "flag"));
        Assert.Null(arguments.Fault);
    }

    private static CallArguments Of(params XmlRpcValue[] parameters) => new("m", parameters);
}
