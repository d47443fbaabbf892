using System.Text;
using System.Xml;

namespace MicroReg.XmlRpc;

/// <summary>Reads any XML document as tags, using <see cref="XmlReader"/> without DTDs. Throws <see cref="XmlException"/>.</summary>
internal sealed class XmlTagSource : ITagSource, IDisposable
{
    // Deeper than any valid call. The parser keeps some state for each open element.
    private const int DeepestLook = 512;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    private readonly XmlReader _reader;
    private readonly StringBuilder _pieces = new();
    private string _text = "";
    private bool _emptyElement;

    public XmlTagSource(string document) => _reader = XmlReader.Create(new StringReader(document), Settings, Context());

    public bool IsEnd { get; private set; }

    public Tag Tag { get; private set; }

    public ReadOnlySpan<char> Text => _text;

    public bool IsBlank => _text.AsSpan().IndexOfAnyExcept(" \t\r\n") < 0;

    public bool Next()
    {
        _text = "";
        _pieces.Clear();
        if (_emptyElement)
        {
            _emptyElement = false;
            IsEnd = true;
            return true;
        }

        while (_reader.Read())
        {
            if (_reader.NodeType is XmlNodeType.Element or XmlNodeType.EndElement)
            {
                Tag = FindTag();
                IsEnd = _reader.NodeType == XmlNodeType.EndElement;
                _emptyElement = _reader.IsEmptyElement;
                break;
            }

            if (_reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
                Append(_reader.Value);
        }

        if (_reader.EOF)
        {
            Tag = Tag.None;
            IsEnd = true;
        }

        if (_pieces.Length > 0)
            _text = _pieces.ToString();
        return true;
    }

    public string Describe()
    {
        if (_reader.EOF)
            return "the end of the document";
        var position = (IXmlLineInfo)_reader;
        return $"<{(IsEnd ? "/" : "")}{_reader.Name}> (line {position.LineNumber}, position {position.LinePosition})";
    }

    /// <summary>Reads on, within reason, to find out whether the document is well-formed.</summary>
    public void Drain()
    {
        while (_reader.Depth < DeepestLook && _reader.Read())
        {
        }
    }

    public void Dispose() => _reader.Dispose();

    // Some clients use the prefix "ex" without declaring it.
    private static XmlParserContext Context()
    {
        var names = new NameTable();
        var namespaces = new XmlNamespaceManager(names);
        namespaces.AddNamespace("ex", Tags.ExtensionNamespace);
        return new XmlParserContext(names, namespaces, null, XmlSpace.None);
    }

    private Tag FindTag()
    {
        var name = _reader.LocalName;
        if (_reader.NamespaceURI == Tags.ExtensionNamespace)
            return Tags.FindExtension(name);
        if (_reader.NamespaceURI.Length > 0 || name.Length > Tags.LongestName)
            return Tag.Unknown;
        Span<byte> bytes = stackalloc byte[Tags.LongestName * 3];
        return Tags.Find(bytes[..Encoding.UTF8.GetBytes(name, bytes)]);
    }

    // Text comes in one piece unless it is interrupted by CDATA sections, comments or the like.
    private void Append(string piece)
    {
        if (_pieces.Length > 0)
        {
            _pieces.Append(piece);
        }
        else if (_text.Length > 0)
        {
            _pieces.Append(_text).Append(piece);
        }
        else
        {
            _text = piece;
        }
    }
}
