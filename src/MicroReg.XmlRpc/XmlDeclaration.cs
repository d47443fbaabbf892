using System.Text;

namespace MicroReg.XmlRpc;

/// <summary>Finds the encoding in an XML declaration while the encoding of the document is still unknown.</summary>
internal static class XmlDeclaration
{
    // A complete declaration has less than 100 bytes. Longer ones are not searched.
    private const int LongestDeclaration = 256;
    private const int EbcdicLatin = 37;

    /// <summary>The encoding that the declaration names. Null if there is none.</summary>
    public static string? EncodingName(ReadOnlySpan<byte> document)
    {
        var start = document[..Math.Min(LongestDeclaration, document.Length)];
        if (start.StartsWith("<?xml"u8))
            return Find(Encoding.Latin1.GetString(start));

        // "<?xm" in EBCDIC. All its variants have the same codes for the characters of a declaration.
        return start is [0x4C, 0x6F, 0xA7, 0x94, ..] ? Find(Encoding.GetEncoding(EbcdicLatin).GetString(start)) : null;
    }

    private static string? Find(string start)
    {
        var end = start.IndexOf("?>", StringComparison.Ordinal);
        var at = end < 0 ? -1 : start.IndexOf("encoding", 0, end, StringComparison.Ordinal);
        if (at < 0)
            return null;
        var value = start.AsSpan(at + "encoding".Length, end - at - "encoding".Length).TrimStart(" \t\r\n");
        if (value is not ['=', ..])
            return null;
        value = value[1..].TrimStart(" \t\r\n");
        if (value is not ['"' or '\'', ..])
            return null;
        var length = value[1..].IndexOf(value[0]);
        return length > 0 ? value.Slice(1, length).ToString() : null;
    }
}
