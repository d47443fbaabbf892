using System.Buffers.Text;
using System.Text;

namespace MicroReg.Benchmarks.Load;

/// <summary>Just enough of HTTP to know where an answer ends: the headers' end and Content-Length, or the last chunk.</summary>
internal static class HttpAnswer
{
    /// <summary>
    /// Bytes of the whole answer; 0 while the headers are incomplete, or, of an answer in chunks, while the last is missing
    /// (etcd's gateway answers streams so, with one short chunk).
    /// </summary>
    /// <exception cref="InvalidDataException">The answer has no Content-Length.</exception>
    public static int MeasureLength(ReadOnlySpan<byte> received)
    {
        var headersEnd = received.IndexOf("\r\n\r\n"u8);
        if (headersEnd < 0)
            return 0;
        var headers = received[..headersEnd];
        if (headers.IndexOf("Transfer-Encoding: chunked"u8) >= 0)
            return received.EndsWith("0\r\n\r\n"u8) && headersEnd + 4 < received.Length ? received.Length : 0;
        return headersEnd + 4 + ContentLength(headers);
    }

    /// <summary>Bytes of the body of a complete answer.</summary>
    public static int MeasureBody(ReadOnlySpan<byte> answer) => ContentLength(answer[..answer.IndexOf("\r\n\r\n"u8)]);

    private static int ContentLength(ReadOnlySpan<byte> headers)
    {
        while (headers.IndexOf("\r\n"u8) is >= 0 and var lineEnd)
        {
            headers = headers[(lineEnd + 2)..];
            if (headers.Length > Name.Length && Ascii.EqualsIgnoreCase(headers[..Name.Length], Name))
            {
                var value = headers[Name.Length..].TrimStart((byte)' ');
                if (Utf8Parser.TryParse(value, out int length, out _))
                    return length;
            }
        }
        throw new InvalidDataException("An answer came without a Content-Length.");
    }

    private static ReadOnlySpan<byte> Name => "content-length:"u8;
}
