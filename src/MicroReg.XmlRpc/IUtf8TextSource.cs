using System.Buffers;

namespace MicroReg.XmlRpc;

/// <summary>
/// Text too large to be held as one string, for example the JSON of every registration. An answer with an exact
/// <c>Content-Length</c> takes two passes over it, one to count and one to write, so a source must stand on an
/// immutable snapshot: both passes must give the same bytes. The bytes must be printable ASCII, tab or line feed, and none of
/// <c>&amp; &lt; &gt;</c> (JSON with these escaped is such a text); the counting pass checks that.
/// </summary>
public interface IUtf8TextSource
{
    /// <summary>Begins a pass from the start of the text.</summary>
    IUtf8TextPass Begin();
}

/// <summary>One pass over the text of an <see cref="IUtf8TextSource"/>.</summary>
public interface IUtf8TextPass : IDisposable
{
    /// <summary>
    /// Writes the next piece of the text, some kilobytes, so that the caller can wait for a slow receiver
    /// between two pieces.
    /// </summary>
    /// <returns>Whether there is more to write.</returns>
    bool WriteNext(IBufferWriter<byte> output);
}
