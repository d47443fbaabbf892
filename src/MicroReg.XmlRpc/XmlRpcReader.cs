using System.Diagnostics.CodeAnalysis;
using System.Xml;

namespace MicroReg.XmlRpc;

/// <summary>
/// Parses XML-RPC documents. Any bytes give a value or a fault, in time and memory linear in their number. Nearly all documents are plain
/// and are read by <see cref="PlainTagSource"/>. Other documents and all invalid ones are read by <see cref="XmlTagSource"/>.
/// </summary>
public static class XmlRpcReader
{
    // Each level of values has three elements. The rest is for the elements around them. Enough for the default depth.
    private const int PlainDepth = 200;
    private const int ShortText = 256;

    /// <summary>Reads a request.</summary>
    /// <param name="document">The bytes of the document.</param>
    /// <param name="charset">The charset of the HTTP content type, or null.</param>
    /// <param name="limits">The limits on the document.</param>
    /// <param name="call">The call.</param>
    /// <param name="fault">The reason why there is no call.</param>
    public static bool TryReadCall(
        ReadOnlySpan<byte> document,
        string? charset,
        XmlRpcLimits limits,
        [NotNullWhen(true)] out XmlRpcCall? call,
        [NotNullWhen(false)] out XmlRpcFault? fault)
    {
        ArgumentNullException.ThrowIfNull(limits);
        if (TryReadPlain(document, charset, limits, out call))
        {
            fault = null;
            return true;
        }

        if (!TryOpen(document, charset, limits, out var source, out fault))
            return false;
        using (source)
        {
            try
            {
                var decoder = new DocumentDecoder<XmlTagSource>(source, limits);
                if (decoder.TryReadCall(out call))
                    return true;
                fault = decoder.Fault!;
                source.Drain();
            }
            catch (XmlException e)
            {
                fault = NotWellFormed(e);
            }

            return false;
        }
    }

    /// <summary>Reads a response: a value, or a fault that the server sent.</summary>
    /// <param name="document">The bytes of the document.</param>
    /// <param name="charset">The charset of the HTTP content type, or null.</param>
    /// <param name="limits">The limits on the document.</param>
    /// <param name="outcome">The server's answer.</param>
    /// <param name="fault">The reason why the document cannot be read.</param>
    public static bool TryReadResponse(
        ReadOnlySpan<byte> document,
        string? charset,
        XmlRpcLimits limits,
        out XmlRpcOutcome outcome,
        [NotNullWhen(false)] out XmlRpcFault? fault)
    {
        ArgumentNullException.ThrowIfNull(limits);
        outcome = default;
        if (!TryOpen(document, charset, limits, out var source, out fault))
            return false;
        using (source)
        {
            try
            {
                var decoder = new DocumentDecoder<XmlTagSource>(source, limits);
                if (decoder.TryReadResponse(out outcome))
                    return true;
                fault = decoder.Fault!;
                source.Drain();
            }
            catch (XmlException e)
            {
                fault = NotWellFormed(e);
            }

            return false;
        }
    }

    /// <summary>Reads a request if it is plain. False does not mean that it is invalid.</summary>
    internal static bool TryReadPlain(
        ReadOnlySpan<byte> document, string? charset, XmlRpcLimits limits, [NotNullWhen(true)] out XmlRpcCall? call)
    {
        call = null;
        if (document.Length > limits.MaxBodyBytes || !PlainDocument.TryStrip(document, charset, out var content))
            return false;
        var source = new PlainTagSource(content, stackalloc int[PlainDepth], stackalloc char[ShortText]);
        var decoder = new DocumentDecoder<PlainTagSource>(source, limits);
        try
        {
            return decoder.TryReadCall(out call);
        }
        finally
        {
            decoder.Source.Dispose();
        }
    }

    private static bool TryOpen(
        ReadOnlySpan<byte> document,
        string? charset,
        XmlRpcLimits limits,
        [NotNullWhen(true)] out XmlTagSource? source,
        [NotNullWhen(false)] out XmlRpcFault? fault)
    {
        source = null;
        if (document.Length > limits.MaxBodyBytes)
        {
            fault = new(XmlRpcFaultCodes.TooLarge, $"The document has more than {limits.MaxBodyBytes} bytes.");
            return false;
        }

        if (!DocumentEncoding.TryDecode(document, charset, out var text, out fault))
            return false;
        fault = XmlCharacters.Check(text);
        if (fault is not null)
            return false;
        source = new XmlTagSource(text);
        return true;
    }

    private static XmlRpcFault NotWellFormed(XmlException e) => new(
        XmlRpcFaultCodes.NotWellFormed,
        e.Message.Contains("DTD", StringComparison.Ordinal)
            ? "A document type declaration is not allowed."
            : $"The document is not well-formed XML: {e.Message}");
}
