using MicroReg.Domain.Kernel;
using MicroReg.Edge.Input;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.Tests.Input;

public sealed class CallArgumentsTests
{
    [Fact]
    public void Right_parameters_are_read_and_leave_no_fault()
    {
        var arguments = Of(XmlRpcValue.Of("a"), XmlRpcValue.Of("8080"), XmlRpcValue.Of(true), XmlRpcValue.Of(2), XmlRpcValue.Nil);
        Assert.Equal("a", arguments.Text(0, "name"));
        Assert.Equal(8080, arguments.WholeNumber(1, "port", 1, 65535));
        Assert.True(arguments.OptionalBoolean(2, "flag"));
        Assert.Equal(2.0, arguments.OptionalReal(3, "weight"));
        Assert.Null(arguments.OptionalText(4, "zone"));
        Assert.Null(arguments.OptionalItems(5, "tags"));
        Assert.Null(arguments.Fault);
    }

    public static TheoryData<XmlRpcValue, string> WrongPorts => new()
    {
        { XmlRpcValue.Of(0), "0" },
        { XmlRpcValue.Of(65536), "65536" },
        { XmlRpcValue.Of("http"), "\"http\"" },
        { XmlRpcValue.Of(new string('x', 100)), "a string of 100 characters" },
        { XmlRpcValue.Of(true), "true" },
        { XmlRpcValue.Of(8080.5), "8080.5" },
        { XmlRpcValue.Of(65536.0), "65536" },
        { XmlRpcValue.Of(1e300), "1E+300" },
        { XmlRpcValue.Nil, "missing" },
        { XmlRpcValue.Of(new XmlRpcStruct()), "a struct" },
    };

    [Theory]
    [MemberData(nameof(WrongPorts))]
    public void A_wrong_parameter_is_named(XmlRpcValue value, string described)
    {
        var arguments = Of(value);
        arguments.WholeNumber(0, "port", 1, 65535);
        Assert.Equal(
            new RegistryFault(FaultKind.Invalid, $"m: the parameter port must be a whole number from 1 to 65535, not {described}."),
            arguments.Fault);
    }

    [Fact]
    public void The_first_wrong_parameter_counts()
    {
        var arguments = Of(XmlRpcValue.Of(1), XmlRpcValue.Of("x"));
        arguments.Text(0, "name");
        arguments.WholeNumber(1, "port", 1, 2);
        Assert.Contains("name", arguments.Fault!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 1, "m takes 1 parameter, not 2; system.methodHelp says which.")]
    [InlineData(3, 5, "m takes 3 to 5 parameters, not 2; system.methodHelp says which.")]
    [InlineData(2, 2, null)]
    public void The_number_of_parameters_is_checked(int least, int most, string? message)
    {
        var arguments = Of(XmlRpcValue.Nil, XmlRpcValue.Nil);
        arguments.ExpectCount(least, most);
        Assert.Equal(message, arguments.Fault?.Message);
    }

    [Fact]
    public void Options_are_read_by_name_and_unknown_ones_refused()
    {
        var options = Of(XmlRpcValue.Of(new XmlRpcStruct { { "ttl", 30 } })).Options(0, "options", "zone", "ttl");
        Assert.Equal(30, options.OptionalWholeNumber(1, "ttl", 1, 86_400));
        Assert.Null(options.OptionalText(0, "zone"));
        Assert.Null(options.Fault);
        var wrong = Of(XmlRpcValue.Of(new XmlRpcStruct { { "tll", 30 } }));
        Assert.Contains("no member 'tll'", wrong.Options(0, "options", "ttl").Fault!.Message, StringComparison.Ordinal);
        Assert.NotNull(wrong.Fault);
    }

    private static CallArguments Of(params XmlRpcValue[] parameters) => new("m", parameters);
}
