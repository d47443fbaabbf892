using static MicroReg.XmlRpc.Tests.Documents;

namespace MicroReg.XmlRpc.Tests;

public sealed class ValueReadingTests
{
    [Theory]
    [InlineData("<int>5</int>", 5)]
    [InlineData("<i4> +5\n</i4>", 5)]
    [InlineData("<i4>-2147483648</i4>", int.MinValue)]
    [InlineData("<i8>9223372036854775807</i8>", long.MaxValue)]
    [InlineData("<int>4294967296</int>", 4294967296)]
    [InlineData("<int>007</int>", 7)]
    [InlineData("<ex:i8>5</ex:i8>", 5)]
    [InlineData("<ex:i1>5</ex:i1>", 5)]
    [InlineData("<ex:i2 xmlns:ex='http://ws.apache.org/xmlrpc/namespaces/extensions'>5</ex:i2>", 5)]
    [InlineData("<i4 note='x'>5</i4>", 5)]
    [InlineData("<i4>1<!-- c -->2</i4>", 12)]
    [InlineData("<i4>&#53;</i4>", 5)]
    public void Whole_numbers_are_read(string element, long expected) =>
        Assert.Equal(XmlRpcValue.Of(expected), ReadValue($"<value>{element}</value>"));

    [Theory]
    [InlineData("1", true)]
    [InlineData(" 0 ", false)]
    [InlineData("true", true)]
    [InlineData("False", false)]
    public void Booleans_are_read(string text, bool expected) =>
        Assert.Equal(XmlRpcValue.Of(expected), ReadValue($"<value><boolean>{text}</boolean></value>"));

    [Theory]
    [InlineData("-12.214", -12.214)]
    [InlineData("+1.", 1)]
    [InlineData(".5", .5)]
    [InlineData("1e-3", .001)]
    [InlineData(" 1E+20 ", 1e20)]
    public void Floating_point_numbers_are_read(string text, double expected) =>
        Assert.Equal(XmlRpcValue.Of(expected), ReadValue($"<value><double>{text}</double></value>"));

    [Theory]
    [InlineData("<value>plain</value>", "plain")]
    [InlineData("<value> \n kept </value>", " \n kept ")]
    [InlineData("<value/>", "")]
    [InlineData("<value></value>", "")]
    [InlineData("<value><string/></value>", "")]
    [InlineData("<value><string>\t</string></value>", "\t")]
    [InlineData("<value><string>a&amp;b&lt;c&gt;d&quot;e&apos;f</string></value>", "a&b<c>d\"e'f")]
    [InlineData("<value><string>a\r\nb\rc</string></value>", "a\nb\nc")]
    [InlineData("<value>\r\n</value>", "\n")]
    [InlineData("<value><string>a&#13;&#x1F600;</string></value>", "a\r\U0001F600")]
    [InlineData("<value><string><![CDATA[<&]]]]><![CDATA[>]]></string></value>", "<&]]>")]
    [InlineData("<value>a<!-- c -->b<?pi?>c</value>", "abc")]
    [InlineData("<value><string>日本語 ü ﾊ \uFFFD</string></value>", "日本語 ü ﾊ \uFFFD")]
    public void Strings_are_read(string value, string expected) => Assert.Equal(XmlRpcValue.Of(expected), ReadValue(value));

    [Theory]
    [InlineData("<dateTime.iso8601>19980717T14:08:55</dateTime.iso8601>", DateTimeKind.Unspecified)]
    [InlineData("<dateTime.iso8601> 1998-07-17T14:08:55 </dateTime.iso8601>", DateTimeKind.Unspecified)]
    [InlineData("<dateTime.iso8601>19980717T140855</dateTime.iso8601>", DateTimeKind.Unspecified)]
    [InlineData("<dateTime.iso8601>19980717T14:08:55Z</dateTime.iso8601>", DateTimeKind.Utc)]
    [InlineData("<dateTime.iso8601>1998-07-17T16:08:55+02:00</dateTime.iso8601>", DateTimeKind.Utc)]
    [InlineData("<ex:dateTime>1998-07-17T16:08:55.000+02:00</ex:dateTime>", DateTimeKind.Utc)]
    public void Times_are_read(string element, DateTimeKind kind) =>
        Assert.Equal(XmlRpcValue.Of(new DateTime(1998, 7, 17, 14, 8, 55, kind)), ReadValue($"<value>{element}</value>"));

    [Theory]
    [InlineData("AQID")]
    [InlineData("\n AQ\r\n ID \n")]
    public void Base64_may_have_line_breaks(string text) =>
        Assert.Equal(XmlRpcValue.Of([(byte)1, (byte)2, (byte)3]), ReadValue($"<value><base64>{text}</base64></value>"));

    [Theory]
    [InlineData("<nil/>")]
    [InlineData("<nil></nil>")]
    [InlineData("<ex:nil/>")]
    public void Nil_is_read(string element) => Assert.Equal(XmlRpcKind.Nil, ReadValue($"<value>{element}</value>").Kind);

    [Fact]
    public void Members_may_come_in_any_order_and_the_last_of_a_name_wins()
    {
        var expected = new XmlRpcStruct { { "a", 3 }, { "b", 2 } };
        Assert.Equal(XmlRpcValue.Of(expected), ReadValue(
            """
            <value> <struct>
              <member><name>a</name><value><int>1</int></value></member>
              <!-- a comment -->
              <member> <value><int>2</int></value> <name>b</name> </member>
              <member><name>a</name><value><int>3</int></value></member>
            </struct> </value>
            """));
    }

    [Theory]
    [InlineData("<array><data/></array>")]
    [InlineData("<array> <data> </data> </array>")]
    [InlineData("<array/>")]
    public void Empty_arrays_are_read(string element) =>
        Assert.Equal(XmlRpcValue.Of(Array.Empty<XmlRpcValue>()), ReadValue($"<value>{element}</value>"));

    [Theory]
    [InlineData("<int>five</int>")]
    [InlineData("<int/>")]
    [InlineData("<int>1 2</int>")]
    [InlineData("<int>9223372036854775808</int>")]
    [InlineData("<int>1.0</int>")]
    [InlineData("<int>0x10</int>")]
    [InlineData("<boolean>2</boolean>")]
    [InlineData("<double>NaN</double>")]
    [InlineData("<double>1e999</double>")]
    [InlineData("<double>1,5</double>")]
    [InlineData("<dateTime.iso8601>tomorrow</dateTime.iso8601>")]
    [InlineData("<dateTime.iso8601>19980732T14:08:55</dateTime.iso8601>")]
    [InlineData("<base64>!</base64>")]
    [InlineData("<nil>x</nil>")]
    public void Invalid_text_of_a_value_is_an_invalid_parameter(string element)
    {
        var fault = Read(Utf8(CallOf($"<value>{element}</value>"))).Fault!;
        Assert.Equal(XmlRpcFaultCodes.InvalidParameters, fault.Code);
        Assert.Contains("line 1, position", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<value><money>5</money></value>")]
    [InlineData("<value>a<int>5</int></value>")]
    [InlineData("<value><int>5</int>a</value>")]
    [InlineData("<value><int>5</int><int>5</int></value>")]
    [InlineData("<value><int><int>5</int></int></value>")]
    [InlineData("<value><ex:bigdecimal>5</ex:bigdecimal></value>")]
    [InlineData("<value xmlns='urn:x'><int>5</int></value>")]
    [InlineData("<value><struct><member><name>a</name></member></struct></value>")]
    [InlineData("<value><struct><member><value/></member></struct></value>")]
    [InlineData("<value><struct><member><name>a</name><name>b</name><value/></member></struct></value>")]
    [InlineData("<value><struct><member><name>a</name><value/><value/></member></struct></value>")]
    [InlineData("<value><struct><value/></struct></value>")]
    [InlineData("<value><array><value/></array></value>")]
    [InlineData("<value><array><data><int>5</int></data></array></value>")]
    [InlineData("<int>5</int>")]
    public void Invalid_structure_of_a_value_is_an_invalid_request(string value) =>
        Assert.Equal(XmlRpcFaultCodes.InvalidRequest, FaultOf(CallOf(value)));
}
