using System.IO.Compression;
using System.IO.Pipelines;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.XmlRpc.Http;

/// <summary>
/// An answer that may contain streamed text. A plain answer is measured in one pass and written in another, piece by piece and no faster
/// than the caller reads. A compressed answer is compressed as a whole first, because its length must be known.
/// </summary>
internal sealed class LargeAnswer(PooledBuffer document) : IDisposable
{
    private PooledBuffer? _compressed;

    /// <summary>The length of the body, once measured or compressed.</summary>
    public long Length { get; private set; }

    public void Measure()
    {
        using var scratch = new PooledBuffer(16 * 1024);
        Length = document.WrittenSpan.Length;
        foreach (var (_, source) in document.Streamed ?? [])
        {
            using var pass = source.Begin();
            for (var more = true; more;)
                Length += Next(pass, scratch, out more).Length;
        }
    }

    /// <summary>Compresses the answer. Returns false and does nothing if it is shorter than the threshold.</summary>
    public bool Compress(int threshold)
    {
        var compressed = _compressed = new PooledBuffer(16 * 1024);
        using var scratch = new PooledBuffer(16 * 1024);
        long plain = 0;
        using (var gzip = new GZipStream(new BufferStream(compressed), CompressionLevel.Fastest))
        {
            foreach (var (fixedPart, source) in Parts())
            {
                gzip.Write(fixedPart.Span);
                plain += fixedPart.Length;
                using var pass = source?.Begin();
                for (var more = pass is not null; more;)
                {
                    var piece = Next(pass!, scratch, out more);
                    gzip.Write(piece);
                    plain += piece.Length;
                }
            }
        }

        Length = compressed.WrittenSpan.Length;
        if (plain > threshold)
            return true;
        compressed.Dispose();
        _compressed = null;
        return false;
    }

    public async Task SendAsync(PipeWriter output, CancellationToken cancellation)
    {
        if (_compressed is not null)
        {
            await output.WriteAsync(_compressed.WrittenMemory, cancellation).ConfigureAwait(false);
            return;
        }

        foreach (var (fixedPart, source) in Parts())
        {
            await output.WriteAsync(fixedPart, cancellation).ConfigureAwait(false);
            using var pass = source?.Begin();
            for (var more = pass is not null; more;)
            {
                more = pass!.WriteNext(output);
                if ((await output.FlushAsync(cancellation).ConfigureAwait(false)).IsCompleted)
                    return;
            }
        }
    }

    public void Dispose()
    {
        _compressed?.Dispose();
        document.Dispose();
    }

    // The written bytes before each streamed text, with that text; finally the rest.
    private IEnumerable<(ReadOnlyMemory<byte> Fixed, IUtf8TextSource? Source)> Parts()
    {
        var start = 0;
        foreach (var (at, source) in document.Streamed ?? [])
        {
            yield return (document.WrittenMemory[start..at], source);
            start = at;
        }

        yield return (document.WrittenMemory[start..], null);
    }

    private static ReadOnlySpan<byte> Next(IUtf8TextPass pass, PooledBuffer scratch, out bool more)
    {
        scratch.Clear();
        more = pass.WriteNext(scratch);
        return StreamedText.Check(scratch.WrittenSpan);
    }
}
