using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace MicroReg.Edge.XmlRpc.Http;

/// <summary>What is wrong with a body before its content is looked at.</summary>
internal enum BodyProblem
{
    None,
    TooLarge,
    UnknownCoding,
    Corrupt,
}

/// <summary>Reads request bodies, and never more than the limit, neither compressed nor decompressed.</summary>
internal static class RequestBody
{
    public static async ValueTask<(BodyProblem Problem, PooledBuffer Content)> ReadAsync(HttpRequest request, int limit)
    {
        var coding = ContentCodings.Of(request.Headers.ContentEncoding);
        if (coding == ContentCoding.Unknown)
            return (BodyProblem.UnknownCoding, null!);
        var sent = new PooledBuffer();
        if (!await CopyAsync(request.BodyReader, sent, limit).ConfigureAwait(false))
        {
            sent.Dispose();
            return (BodyProblem.TooLarge, null!);
        }

        if (coding == ContentCoding.Identity)
            return (BodyProblem.None, sent);
        using (sent)
            return Decompression.Expand(sent.WrittenMemory, coding, limit);
    }

    // False as soon as the limit is exceeded.
    private static async ValueTask<bool> CopyAsync(PipeReader reader, PooledBuffer target, int limit)
    {
        while (true)
        {
            var read = await reader.ReadAsync().ConfigureAwait(false);
            var fits = target.WrittenSpan.Length + read.Buffer.Length <= limit;
            if (fits)
            {
                foreach (var segment in read.Buffer)
                    target.Write(segment.Span);
            }

            reader.AdvanceTo(read.Buffer.End);
            if (!fits || read.IsCompleted)
                return fits;
        }
    }
}
