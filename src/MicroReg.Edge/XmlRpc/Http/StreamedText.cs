using System.Buffers;

namespace MicroReg.Edge.XmlRpc.Http;

/// <summary>Checks that sources of streamed text keep their contract.</summary>
internal static class StreamedText
{
    private static readonly SearchValues<byte> Allowed = SearchValues.Create(
        [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (byte)code).Except("&<>"u8.ToArray()), (byte)'\t', (byte)'\n']);

    /// <summary>Returns the text if it needs no escaping in XML.</summary>
    public static ReadOnlySpan<byte> Check(ReadOnlySpan<byte> text)
    {
        var at = text.IndexOfAnyExcept(Allowed);
        return at < 0 ? text : throw new InvalidOperationException($"The byte {text[at]:X2} cannot stand in streamed text.");
    }
}
