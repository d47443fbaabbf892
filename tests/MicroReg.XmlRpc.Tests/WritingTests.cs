using System.Text;
using static MicroReg.XmlRpc.Tests.Documents;

namespace MicroReg.XmlRpc.Tests;

public sealed class WritingTests
{
    public static TheoryData<XmlRpcValue, string> Values => new()
    {
        { XmlRpcValue.Nil, "<nil/>" },
        { XmlRpcValue.Of(int.MaxValue), "<int>2147483647</int>" },
        { XmlRpcValue.Of(int.MinValue), "<int>-2147483648</int>" },
        { XmlRpcValue.Of(2147483648), "<i8>2147483648</i8>" },
        { XmlRpcValue.Of(long.MinValue), "<i8>-9223372036854775808</i8>" },
        { XmlRpcValue.Of(true), "<boolean>1</boolean>" },
        { XmlRpcValue.Of(false), "<boolean>0</boolean>" },
        { XmlRpcValue.Of(0.1), "<double>0.1</double>" },
        { XmlRpcValue.Of("a<b>&c\"'"), "<string>a&lt;b&gt;&amp;c\"'</string>" },
        { XmlRpcValue.Of("\r\n\t"), "<string>&#13;\n\t</string>" },
        { XmlRpcValue.Of("\0\u001F\uFFFE\uFFFF\uD800x\uDC00"), "<string>\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDx\uFFFD</string>" },
        { XmlRpcValue.Of("\U0001F600"), "<string>\U0001F600</string>" },
        { XmlRpcValue.Of(new DateTime(1998, 7, 17, 14, 8, 55)), "<dateTime.iso8601>19980717T14:08:55</dateTime.iso8601>" },
        { XmlRpcValue.Of([(byte)1, (byte)2, (byte)3, (byte)4]), "<base64>AQIDBA==</base64>" },
        { XmlRpcValue.Of(XmlRpcValue.Of(1), XmlRpcValue.Nil),
            "<array><data><value><int>1</int></value><value><nil/></value></data></array>" },
        { XmlRpcValue.Of(new XmlRpcStruct { { "a&", "b" } }),
            "<struct><member><name>a&amp;</name><value><string>b</string></value></member></struct>" },
        { XmlRpcValue.Of(new TextOfPieces("[1,", "2]")), "<string>[1,2]</string>" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Every_value_is_written_with_its_type(XmlRpcValue value, string expected) => Assert.Equal(
        """<?xml version="1.0" encoding="UTF-8"?><methodResponse><params><param>"""
        + $"<value>{expected}</value></param></params></methodResponse>",
        Encoding.UTF8.GetString(Write(XmlRpcOutcome.Of(value))));

    [Fact]
    public void A_fault_is_a_struct_of_code_and_text() => Assert.Equal(
        """<?xml version="1.0" encoding="UTF-8"?><methodResponse><fault><value><struct>"""
        + "<member><name>faultCode</name><value><int>-32601</int></value></member>"
        + "<member><name>faultString</name><value><string>no &lt;m&gt;</string></value></member>"
        + "</struct></value></fault></methodResponse>",
        Encoding.UTF8.GetString(Write(XmlRpcOutcome.Failed(-32601, "no <m>"))));

    [Fact]
    public void A_request_has_its_parameters_in_order() => Assert.Equal(
        """<?xml version="1.0" encoding="UTF-8"?><methodCall><methodName>m</methodName><params>"""
        + "<param><value><int>1</int></value></param><param><value><string>b</string></value></param></params></methodCall>",
        Encoding.UTF8.GetString(Write(new XmlRpcCall("m", [XmlRpcValue.Of(1), XmlRpcValue.Of("b")]))));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_number_that_is_not_finite_is_refused(double number) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => XmlRpcValue.Of(number));

    [Theory]
    [MemberData(nameof(Values))]
    public void An_encoded_value_equals_the_value_itself_when_read(XmlRpcValue value, string expected)
    {
        var written = XmlRpcValue.OfWritten(XmlRpcWriter.Write(value));
        Assert.True(written.TryGetWritten(out var element));
        Assert.Equal($"<value>{expected}</value>", Encoding.UTF8.GetString(element));
        Assert.Equal(Write(XmlRpcOutcome.Of(XmlRpcValue.Of(value, value))), Write(XmlRpcOutcome.Of(XmlRpcValue.Of(written, written))));
    }

    [Fact]
    public void Encoded_bytes_are_neither_copied_nor_split()
    {
        var element = XmlRpcWriter.Write(XmlRpcValue.Of(7));
        Assert.True(XmlRpcValue.OfWritten(element).TryGetWritten(out var whole));
        Assert.Same(element, whole);
        var padded = new byte[element.Length + 10];
        element.CopyTo(padded, 5);
        Assert.Equal(XmlRpcValue.OfWritten(element), XmlRpcValue.OfWritten(padded.AsMemory(5, element.Length)));
    }

    [Fact]
    public void A_surrogate_pair_is_never_split()
    {
        var text = new string('x', 1023) + "\U0001F600" + new string('y', 5000);
        Assert.True(XmlRpcReader.TryReadResponse(
            Write(XmlRpcOutcome.Of(XmlRpcValue.Of(text))), null, XmlRpcLimits.Default, out var outcome, out _));
        Assert.Equal(XmlRpcValue.Of(text), outcome.Value);
    }
}
