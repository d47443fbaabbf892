using System.Buffers;

namespace MicroReg.XmlRpc;

/// <summary>
/// Text that is too large for one string, for example the JSON of every registration. An answer with an exact <c>Content-Length</c> needs
/// two passes over the text, one to count and one to write. Both must give the same bytes, so a source must be based on an immutable
/// snapshot. The bytes must be printable ASCII, tab or line feed, without <c>&amp; &lt; &gt;</c>. JSON with these escaped is such a text.
/// The counting pass checks this.
/// </summary>
public interface IUtf8TextSource
{
    /// <summary>Begins a pass from the start of the text.</summary>
    IUtf8TextPass Begin();
}

/// <summary>One pass over the text of an <see cref="IUtf8TextSource"/>.</summary>
public interface IUtf8TextPass : IDisposable
{
    /// <summary>Writes the next piece of the text, some kilobytes. The caller can wait for a slow receiver between two pieces.</summary>
    /// <returns>True if there is more to write.</returns>
    bool WriteNext(IBufferWriter<byte> output);
}
