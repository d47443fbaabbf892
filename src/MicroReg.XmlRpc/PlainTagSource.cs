using System.Buffers;
using System.Text;

namespace MicroReg.XmlRpc;

/// <summary>
/// Reads the plain subset of XML that XML-RPC clients send: valid UTF-8, known elements without attributes, and text with predefined
/// entities. It never rejects a document. If something is outside the subset (comments, CDATA, attributes, namespaces, character
/// references) or looks wrong, <see cref="Next"/> returns false, and <see cref="XmlTagSource"/> reads the document again from the start.
/// This source exists because it needs a sixth of the full parser's time (0.8 µs instead of 5 µs for a lookup).
/// </summary>
internal ref struct PlainTagSource : ITagSource
{
    private static readonly SearchValues<byte> Delicate = SearchValues.Create("&\r]"u8);

    private readonly ReadOnlySpan<byte> _document;
    private readonly Span<int> _open;
    private ReadOnlySpan<byte> _raw;
    private Span<char> _scratch;
    private char[]? _rented;
    private int _position;
    private int _depth;
    private int _resolved;
    private bool _emptyElement;

    /// <param name="document">The document after the XML declaration, as UTF-8 that <see cref="PlainDocument"/> has checked.</param>
    /// <param name="open">A buffer for the positions of the names of open elements. Deeper documents are left to the full parser.</param>
    /// <param name="scratch">A buffer for short texts.</param>
    public PlainTagSource(ReadOnlySpan<byte> document, Span<int> open, Span<char> scratch)
    {
        _document = document;
        _open = open;
        _scratch = scratch;
    }

    public bool IsEnd { get; private set; }

    public Tag Tag { get; private set; }

    public bool IsBlank { get; private set; }

    public ReadOnlySpan<char> Text
    {
        get
        {
            if (_resolved < 0)
            {
                EnsureScratch();
                _resolved = Encoding.UTF8.GetChars(_raw, _scratch);
            }

            return _scratch[.._resolved];
        }
    }

    public bool Next()
    {
        if (_emptyElement)
        {
            _emptyElement = false;
            IsEnd = true;
            SetText([]);
            _depth--;
            return true;
        }

        var rest = _document[_position..];
        var length = rest.IndexOf((byte)'<');
        if (length < 0)
            return AtEnd(rest);
        if (!SetText(rest[..length]) || (_depth == 0 && (!IsBlank || Tag != Tag.None)))
            return false;
        rest = rest[(length + 1)..];
        var close = rest.IndexOf((byte)'>');
        if (close <= 0)
            return false;
        var start = _position + length + 1;
        _position = start + close + 1;
        return rest[0] == '/' ? EndTag(rest[1..close]) : StartTag(rest[..close], start);
    }

    // The full parser reports what is wrong. This source is abandoned before any message is shown.
    public readonly string Describe() => Tag.ToString();

    public readonly void Dispose()
    {
        if (_rented is not null)
            ArrayPool<char>.Shared.Return(_rented);
    }

    private bool StartTag(ReadOnlySpan<byte> name, int start)
    {
        _emptyElement = name[^1] == '/';
        if (_emptyElement)
            name = name[..^1].TrimEnd((byte)' ');
        Tag = Tags.Find(name);
        IsEnd = false;
        if (Tag == Tag.Unknown || _depth == _open.Length)
            return false;
        _open[_depth++] = start;
        return true;
    }

    private bool EndTag(ReadOnlySpan<byte> name)
    {
        Tag = Tags.Find(name);
        IsEnd = true;
        // Compares the names and not the tags, because all integer elements share one tag.
        return _depth > 0
            && Tag != Tag.Unknown
            && _document[_open[--_depth]..].StartsWith(name)
            && _document[_open[_depth] + name.Length] == '>';
    }

    private bool AtEnd(ReadOnlySpan<byte> rest)
    {
        var complete = _depth == 0 && Tag != Tag.None && SetText(rest) && IsBlank;
        Tag = Tag.None;
        IsEnd = true;
        _position = _document.Length;
        return complete;
    }

    private bool SetText(ReadOnlySpan<byte> raw)
    {
        _raw = raw;
        _resolved = -1;
        IsBlank = raw.IndexOfAnyExcept(" \t\r\n"u8) < 0;
        return !raw.ContainsAny(Delicate) || (raw.IndexOf("]]>"u8) < 0 && Resolve(raw));
    }

    // Normalises line ends and resolves entities. Returns false for anything but a predefined entity.
    private bool Resolve(ReadOnlySpan<byte> raw)
    {
        EnsureScratch();
        _resolved = 0;
        while (true)
        {
            var special = raw.IndexOfAny((byte)'&', (byte)'\r');
            _resolved += Encoding.UTF8.GetChars(special < 0 ? raw : raw[..special], _scratch[_resolved..]);
            if (special < 0)
                return true;
            raw = raw[special..];
            var taken = raw[0] == '\r' ? LineEnd(raw, out var character) : PlainDocument.Entity(raw, out character);
            if (taken == 0)
                return false;
            _scratch[_resolved++] = character;
            raw = raw[taken..];
        }
    }

    private static int LineEnd(ReadOnlySpan<byte> raw, out char character)
    {
        character = '\n';
        return raw.Length > 1 && raw[1] == '\n' ? 2 : 1;
    }

    private void EnsureScratch()
    {
        if (_raw.Length <= _scratch.Length)
            return;
        Dispose();
        _rented = ArrayPool<char>.Shared.Rent(_raw.Length);
        _scratch = _rented;
    }
}
