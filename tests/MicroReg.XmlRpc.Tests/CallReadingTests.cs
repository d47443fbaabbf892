using static MicroReg.XmlRpc.Tests.Documents;

namespace MicroReg.XmlRpc.Tests;

public sealed class CallReadingTests
{
    [Theory]
    [InlineData("")]
    [InlineData("<params/>")]
    [InlineData("<params></params>")]
    [InlineData(" <params> </params> ")]
    [InlineData("<!-- none --><params><!-- none --></params>")]
    public void Parameters_may_be_missing(string parameters) =>
        Assert.Empty(Read(Utf8(Call(parameters))).Call!.Parameters);

    [Theory]
    [InlineData("get_service_details")]
    [InlineData("system.listMethods")]
    [InlineData("A-b:c/d.9")]
    public void Method_names_have_letters_digits_and_some_punctuation(string name) =>
        Assert.Equal(name, Read(Utf8($"<methodCall><methodName> {name}\n</methodName></methodCall>")).Call!.MethodName);

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a$")]
    [InlineData("ü")]
    public void Method_names_with_other_characters_are_refused(string name) =>
        Assert.Equal(XmlRpcFaultCodes.InvalidRequest, FaultOf($"<methodCall><methodName>{name}</methodName></methodCall>"));

    [Theory]
    [InlineData(255, 0)]
    [InlineData(256, XmlRpcFaultCodes.InvalidRequest)]
    public void Method_names_have_at_most_255_characters(int length, int code) =>
        Assert.Equal(code, FaultOf($"<methodCall><methodName>{new string('m', length)}</methodName></methodCall>"));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("hello")]
    [InlineData("<methodCall>")]
    [InlineData("<methodCall></methodcall>")]
    [InlineData("<methodCall><methodName>m</methodName></methodCall><x/>")]
    [InlineData("<methodCall><methodName>m</methodName></methodCall>x")]
    [InlineData("x<methodCall><methodName>m</methodName></methodCall>")]
    [InlineData(" <?xml version='1.0'?><methodCall><methodName>m</methodName></methodCall>")]
    [InlineData("<methodCall><methodName>m</methodName><params><param><value><int>5</i4></value></param></params></methodCall>")]
    [InlineData("<methodCall><methodName>m]]></methodName></methodCall>")]
    [InlineData("<methodCall><methodName>&nbsp;</methodName></methodCall>")]
    [InlineData("<methodCall><methodName>&#0;</methodName></methodCall>")]
    [InlineData("<methodCall a='1' a='2'><methodName>m</methodName></methodCall>")]
    [InlineData("<methodCall><x:methodName>m</x:methodName></methodCall>")]
    [InlineData("<!DOCTYPE methodCall><methodCall><methodName>m</methodName></methodCall>")]
    [InlineData("<other><unclosed></other>")]
    public void A_document_that_is_not_well_formed_is_refused(string document) =>
        Assert.Equal(XmlRpcFaultCodes.NotWellFormed, FaultOf(document));

    [Theory]
    [InlineData("<other/>")]
    [InlineData("<methodcall><methodName>m</methodName></methodcall>")]
    [InlineData("<methodResponse><params/></methodResponse>")]
    [InlineData("<methodCall/>")]
    [InlineData("<methodCall><params/></methodCall>")]
    [InlineData("<methodCall><methodName>m</methodName><x/></methodCall>")]
    [InlineData("<methodCall>x<methodName>m</methodName></methodCall>")]
    [InlineData("<methodCall><methodName>m</methodName><params/><params/></methodCall>")]
    [InlineData("<methodCall><methodName>m</methodName><params><param/></params></methodCall>")]
    [InlineData("<methodCall><methodName>m</methodName><params><value/></params></methodCall>")]
    [InlineData("<methodCall xmlns='urn:x'><methodName>m</methodName></methodCall>")]
    [InlineData("<html><body>404</body></html>")]
    public void A_well_formed_document_that_is_not_a_call_is_refused(string document) =>
        Assert.Equal(XmlRpcFaultCodes.InvalidRequest, FaultOf(document));

    [Fact]
    public void A_document_type_declaration_is_refused_by_name()
    {
        var fault = Read(Utf8("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")).Fault!;
        Assert.Equal("A document type declaration is not allowed.", fault.Message);
    }

    [Fact]
    public void A_response_is_a_value_or_a_fault()
    {
        var limits = XmlRpcLimits.Default;
        Assert.True(XmlRpcReader.TryReadResponse(Write(XmlRpcOutcome.Of(XmlRpcValue.Of(7))), null, limits, out var value, out _));
        Assert.Equal(XmlRpcValue.Of(7), value.Value);
        Assert.True(XmlRpcReader.TryReadResponse(Write(XmlRpcOutcome.Failed(403, "no & never")), null, limits, out var failed, out _));
        Assert.Equal(new XmlRpcFault(403, "no & never"), failed.Fault);
        Assert.False(XmlRpcReader.TryReadResponse(Utf8("<methodResponse><params/></methodResponse>"), null, limits, out _, out var none));
        Assert.Equal(XmlRpcFaultCodes.InvalidRequest, none.Code);
        Assert.False(XmlRpcReader.TryReadResponse(
            Utf8("<methodResponse><fault><value/></fault></methodResponse>"), null, limits, out _, out _));
        Assert.False(XmlRpcReader.TryReadResponse(Utf8("<methodResponse>"), null, limits, out _, out var broken));
        Assert.Equal(XmlRpcFaultCodes.NotWellFormed, broken.Code);
    }
}
