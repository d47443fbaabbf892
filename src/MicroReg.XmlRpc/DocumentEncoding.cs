using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace MicroReg.XmlRpc;

/// <summary>
/// Determines the encoding of a document. A byte order mark takes precedence over the <c>charset</c> of the HTTP header, and that takes
/// precedence over the XML declaration (RFC 7303). Without any of these, the first bytes decide (XML 1.0, appendix F).
/// </summary>
internal static class DocumentEncoding
{
    private static readonly Encoding Utf8 = new UTF8Encoding(false, true);
    private static readonly Encoding Utf16 = new UnicodeEncoding(false, false, true);
    private static readonly Encoding Utf16Big = new UnicodeEncoding(true, false, true);
    private static readonly Encoding Utf32 = new UTF32Encoding(false, false, true);
    private static readonly Encoding Utf32Big = new UTF32Encoding(true, false, true);

    static DocumentEncoding() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static bool IsUtf8(string name) =>
        name.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || name.Equals("utf8", StringComparison.OrdinalIgnoreCase);

    /// <summary>Decodes a document. Invalid bytes are a fault.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> document, string? charset, out string text, [NotNullWhen(false)] out XmlRpcFault? fault)
    {
        text = "";
        fault = null;
        var (encoding, mark) = FromMark(document);
        var name = encoding is null ? charset ?? XmlDeclaration.EncodingName(document) : null;
        encoding ??= FromFirstBytes(document, name, charset is not null) ?? Find(name ?? "utf-8");
        if (encoding is null)
        {
            fault = new(XmlRpcFaultCodes.UnsupportedEncoding, $"The encoding '{name}' is not known here; send UTF-8.");
            return false;
        }

        try
        {
            text = encoding.GetString(document[mark..]);
            return true;
        }
        catch (ArgumentException e)
        {
            var where = e is DecoderFallbackException { Index: >= 0 } bad ? $" near byte {mark + bad.Index}" : "";
            fault = new(XmlRpcFaultCodes.InvalidCharacter, $"The document is not valid {encoding.WebName}{where}.");
            return false;
        }
    }

    private static (Encoding? Encoding, int Length) FromMark(ReadOnlySpan<byte> document) => document switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Utf8, 3),
        [0xFF, 0xFE, 0, 0, ..] => (Utf32, 4),
        [0, 0, 0xFE, 0xFF, ..] => (Utf32Big, 4),
        [0xFF, 0xFE, ..] => (Utf16, 2),
        [0xFE, 0xFF, ..] => (Utf16Big, 2),
        _ => (null, 0),
    };

    // The name of a wide encoding does not give its byte order. And if the declaration can be read as ASCII, the encoding is not a wide
    // one. Some clients write encoding="utf-16" in UTF-8 documents. So the bytes decide.
    private static Encoding? FromFirstBytes(ReadOnlySpan<byte> document, string? name, bool fromHeader)
    {
        if (name is not null && !IsWide(name))
            return null;
        return document switch
        {
            [0x3C, 0, 0, 0, ..] => Utf32,
            [0, 0, 0, 0x3C, ..] => Utf32Big,
            [0x3C, 0, not 0, ..] or [0x3C, 0, 0, not 0, ..] => Utf16,
            [0, 0x3C, ..] => Utf16Big,
            _ => name is null ? null : fromHeader ? Find(name) : Utf8,
        };
    }

    private static bool IsWide(string name) =>
        name.StartsWith("utf-16", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("utf-32", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("ucs-", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("iso-10646", StringComparison.OrdinalIgnoreCase);

    private static Encoding? Find(string name)
    {
        if (IsUtf8(name))
            return Utf8;
        try
        {
            return Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
