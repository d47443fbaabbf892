using System.Text;
using static MicroReg.XmlRpc.Tests.Documents;

namespace MicroReg.XmlRpc.Tests;

public sealed class EncodingTests
{
    private const string Text = "größe Ω";

    static EncodingTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("utf-8", "größe Ω")]
    [InlineData("UTF8", "größe Ω")]
    [InlineData("iso-8859-1", "größe")]
    [InlineData("windows-1252", "größe €")]
    [InlineData("ISO-8859-7", "Ω")]
    [InlineData("koi8-r", "жук")]
    [InlineData("Shift_JIS", "日本")]
    [InlineData("gb18030", "中文")]
    [InlineData("us-ascii", "plain")]
    public void The_declaration_names_the_encoding(string name, string text)
    {
        var encoding = Encoding.GetEncoding(name == "UTF8" ? "utf-8" : name);
        Assert.Equal(text, Decoded(encoding.GetBytes(Document(name, text)), null));
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    [InlineData("utf-32BE")]
    public void Wide_encodings_are_read_with_and_without_a_byte_order_mark(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        var bytes = encoding.GetBytes(Document("utf-16", Text));
        Assert.Equal(Text, Decoded(bytes, null));
        Assert.Equal(Text, Decoded([.. encoding.GetPreamble(), .. bytes], null));
        Assert.Equal(Text, Decoded(encoding.GetBytes(Call(Parameter(Text), "")), null));
        Assert.Equal(Text, Decoded(bytes, name));
    }

    [Fact]
    public void The_HTTP_charset_takes_precedence_over_the_declaration() =>
        Assert.Equal("größe", Decoded(Encoding.Latin1.GetBytes(Document("utf-8", "größe")), "iso-8859-1"));

    [Fact]
    public void A_byte_order_mark_takes_precedence_over_charset_and_declaration() =>
        Assert.Equal(Text, Decoded([0xEF, 0xBB, 0xBF, .. Utf8(Document("koi8-r", Text))], "iso-8859-1"));

    [Fact]
    public void A_UTF8_document_that_declares_a_wide_encoding_is_read_as_UTF8() =>
        Assert.Equal(Text, Decoded(Utf8(Document("utf-16", Text)), null));

    [Fact]
    public void EBCDIC_is_recognised_by_its_first_bytes() =>
        Assert.Equal("abc", Decoded(Encoding.GetEncoding(37).GetBytes(Document("IBM037", "abc")), null));

    [Theory]
    [InlineData("klingon")]
    [InlineData("utf-7")]
    [InlineData("x")]
    public void An_unknown_encoding_has_its_own_fault_code(string name)
    {
        Assert.Equal(XmlRpcFaultCodes.UnsupportedEncoding, Read(Utf8(Document(name, "a"))).Fault?.Code);
        Assert.Equal(XmlRpcFaultCodes.UnsupportedEncoding, Read(Utf8(Document("utf-8", "a")), name).Fault?.Code);
    }

    [Theory]
    [InlineData("utf-8", new byte[] { 0xFF })]
    [InlineData("utf-8", new byte[] { 0xC0, 0xAF })]
    [InlineData("utf-8", new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData("us-ascii", new byte[] { 0xE4 })]
    [InlineData("utf-8", new byte[] { 0x00 })]
    [InlineData("utf-8", new byte[] { 0x0B })]
    [InlineData("utf-8", new byte[] { 0xEF, 0xBF, 0xBF })]
    [InlineData("iso-8859-1", new byte[] { 0x1F })]
    public void Invalid_bytes_and_characters_have_their_own_fault_code(string name, byte[] bad)
    {
        var halves = Document(name, "|").Split('|');
        var fault = Read([.. Utf8(halves[0]), .. bad, .. Utf8(halves[1])]).Fault;
        Assert.Equal(XmlRpcFaultCodes.InvalidCharacter, fault?.Code);
    }

    private static string Document(string encoding, string text) =>
        Call(Parameter(text), $"<?xml version=\"1.0\" encoding=\"{encoding}\"?>");

    private static string Parameter(string text) => $"<params><param><value><string>{text}</string></value></param></params>";

    private static string Decoded(byte[] document, string? charset)
    {
        var (call, fault) = Read(document, charset);
        Assert.Null(fault);
        Assert.True(call!.Parameters[0].TryGetText(out var text));
        return text;
    }
}
