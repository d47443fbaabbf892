using System.Buffers;
using System.Text.Unicode;

namespace MicroReg.XmlRpc;

/// <summary>Decides whether <see cref="PlainTagSource"/> may try a document, and parses its fixed forms.</summary>
internal static class PlainDocument
{
    private static readonly SearchValues<byte> Controls = SearchValues.Create(
        0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31);

    /// <summary>Removes the byte order mark and the XML declaration from a document in plain UTF-8.</summary>
    /// <returns>
    /// True if the declaration is a usual one and the rest is valid UTF-8 without characters that XML forbids. (The bytes EF BF begin the
    /// forbidden U+FFFE and U+FFFF, and also a few rare characters that are allowed. All of them are left to the full parser.)
    /// </returns>
    public static bool TryStrip(ReadOnlySpan<byte> document, string? charset, out ReadOnlySpan<byte> content)
    {
        content = document.StartsWith("\uFEFF"u8) ? document[3..] : document;
        if (charset is not null && !DocumentEncoding.IsUtf8(charset) && content.Length == document.Length)
            return false;
        if (content.StartsWith("<?xml"u8))
        {
            var end = content.IndexOf("?>"u8);
            if (end < 0 || !IsUsual(content[5..end]))
                return false;
            content = content[(end + 2)..];
        }

        return content.IndexOfAny(Controls) < 0
            && content.IndexOf((ReadOnlySpan<byte>)[0xEF, 0xBF]) < 0
            && Utf8.IsValid(content);
    }

    /// <summary>Parses a predefined entity.</summary>
    /// <returns>The number of bytes consumed. 0 if it is not a predefined entity.</returns>
    public static int Entity(ReadOnlySpan<byte> text, out char character)
    {
        (character, var taken) = text switch
        {
            [_, (byte)'a', (byte)'m', (byte)'p', (byte)';', ..] => ('&', 5),
            [_, (byte)'l', (byte)'t', (byte)';', ..] => ('<', 4),
            [_, (byte)'g', (byte)'t', (byte)';', ..] => ('>', 4),
            [_, (byte)'q', (byte)'u', (byte)'o', (byte)'t', (byte)';', ..] => ('"', 6),
            [_, (byte)'a', (byte)'p', (byte)'o', (byte)'s', (byte)';', ..] => ('\'', 6),
            _ => ('\0', 0),
        };
        return taken;
    }

    // The inside of the declaration as clients write it. Unusual ones are left to the full parser.
    private static bool IsUsual(ReadOnlySpan<byte> declaration)
    {
        declaration = declaration.TrimEnd((byte)' ');
        if (!declaration.StartsWith(" version='1.0'"u8) && !declaration.StartsWith(" version=\"1.0\""u8))
            return false;
        declaration = declaration[14..];
        return declaration.IsEmpty
            || declaration.SequenceEqual(" encoding=\"UTF-8\""u8)
            || declaration.SequenceEqual(" encoding=\"utf-8\""u8)
            || declaration.SequenceEqual(" encoding='UTF-8'"u8)
            || declaration.SequenceEqual(" encoding='utf-8'"u8);
    }
}
