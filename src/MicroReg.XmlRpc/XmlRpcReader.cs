using System.Diagnostics.CodeAnalysis;
using System.Xml;

namespace MicroReg.XmlRpc;

/// <summary>
/// Reads XML-RPC documents. Whatever the bytes are, the answer is a value or a fault, in time and memory linear in
/// their number. A plain document, as nearly all are, is read by <see cref="PlainTagSource"/>; the rest, and
/// everything that turns out wrong, by <see cref="XmlTagSource"/>.
/// </summary>
public static class XmlRpcReader
{
    // Levels of values times the three elements of each, and the elements around them, for the default depth.
    private const int PlainDepth = 200;
    private const int ShortText = 256;

    /// <summary>Reads a request.</summary>
    /// <param name="document">The bytes of the document.</param>
    /// <param name="charset">The charset of the HTTP content type, or null.</param>
    /// <param name="limits">How much is accepted.</param>
    /// <param name="call">The call.</param>
    /// <param name="fault">Why there is none.</param>
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

    /// <summary>Reads a response, which is a value or the fault that the server sent.</summary>
    /// <param name="document">The bytes of the document.</param>
    /// <param name="charset">The charset of the HTTP content type, or null.</param>
    /// <param name="limits">How much is accepted.</param>
    /// <param name="outcome">What the server answered.</param>
    /// <param name="fault">Why the document cannot be read.</param>
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

    /// <summary>Reads a request if it is plain; false says nothing about it.</summary>
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
