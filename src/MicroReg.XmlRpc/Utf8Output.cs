using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace MicroReg.XmlRpc;

/// <summary>Writes UTF-8 XML text into a buffer writer. Requests few, large blocks from it.</summary>
internal ref struct Utf8Output(IBufferWriter<byte> writer)
{
    // Small enough for any pooled block, and large enough to make calls to the writer rare.
    private const int RoomHint = 512;
    private const int CharsPerRun = 1024;

    // The characters that must be escaped or replaced in character data. Lone surrogates are not among them because transcoding already
    // turns them into U+FFFD.
    private static readonly SearchValues<char> Special = SearchValues.Create("&<>\r" + XmlCharacters.Forbidden);

    private Span<byte> _room = [];
    private int _used;

    public readonly IBufferWriter<byte> Writer => writer;

    public void Raw(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        _used += bytes.Length;
    }

    public void Number(long number)
    {
        Utf8Formatter.TryFormat(number, Room(20), out var written);
        _used += written;
    }

    public void Number(double number)
    {
        // The shortest text that parses to the same number.
        number.TryFormat(Room(32), out var written, "R", System.Globalization.CultureInfo.InvariantCulture);
        _used += written;
    }

    public void Base64(ReadOnlySpan<byte> bytes)
    {
        const int Piece = 3 * 1024;
        for (; !bytes.IsEmpty; bytes = bytes[Math.Min(Piece, bytes.Length)..])
        {
            var piece = bytes[..Math.Min(Piece, bytes.Length)];
            System.Buffers.Text.Base64.EncodeToUtf8(piece, Room(Piece / 3 * 4), out _, out var written);
            _used += written;
        }
    }

    public void Text(ReadOnlySpan<char> text)
    {
        while (true)
        {
            var special = text.IndexOfAny(Special);
            Plain(special < 0 ? text : text[..special]);
            if (special < 0)
                return;
            Raw(text[special] switch
            {
                '&' => "&amp;"u8,
                '<' => "&lt;"u8,
                '>' => "&gt;"u8,
                '\r' => "&#13;"u8,
                _ => "\uFFFD"u8,
            });
            text = text[(special + 1)..];
        }
    }

    public void Flush()
    {
        if (_used > 0)
            writer.Advance(_used);
        _used = 0;
        _room = [];
    }

    private void Plain(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var length = Math.Min(CharsPerRun, text.Length);
            if (length < text.Length && char.IsHighSurrogate(text[length - 1]))
                length--; // keep both halves of a pair in one run
            var room = Room(length * 3); // before the sum below, because Room may reset _used
            _used += Encoding.UTF8.GetBytes(text[..length], room);
            text = text[length..];
        }
    }

    private Span<byte> Room(int size)
    {
        if (_room.Length - _used < size)
        {
            Flush();
            _room = writer.GetSpan(Math.Max(size, RoomHint));
        }

        return _room[_used..];
    }
}
