using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace MicroReg.Edge.XmlRpc.Http;

/// <summary>Expands a compressed body, and stops at the limit, however small the compressed form of the rest is.</summary>
internal static class Decompression
{
    public static (BodyProblem Problem, PooledBuffer Content) Expand(ReadOnlyMemory<byte> sent, ContentCoding coding, int limit)
    {
        MemoryMarshal.TryGetArray(sent, out var bytes);
        using var source = new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false);
        using var expanding = Open(source, sent.Span, coding);
        var content = new PooledBuffer(Math.Min(limit, sent.Length * 4) + 1);
        var problem = Copy(expanding, content, limit);
        if (problem == BodyProblem.None && coding == ContentCoding.Gzip && !HasLength(sent.Span, content.WrittenSpan.Length))
            problem = BodyProblem.Corrupt;
        if (problem != BodyProblem.None)
            content.Dispose();
        return (problem, content);
    }

    // "deflate" means the zlib format, but some clients send the bare format; the first bytes tell them apart.
    private static Stream Open(MemoryStream source, ReadOnlySpan<byte> sent, ContentCoding coding) =>
        coding == ContentCoding.Gzip ? new GZipStream(source, CompressionMode.Decompress)
        : sent.Length > 1 && (sent[0] & 15) == 8 && ((sent[0] << 8) | sent[1]) % 31 == 0 ? new ZLibStream(source, CompressionMode.Decompress)
        : new DeflateStream(source, CompressionMode.Decompress);

    /// <summary>.NET takes a gzip body that ends early for a whole one; its trailer (RFC 1952, ISIZE) does not.</summary>
    private static bool HasLength(ReadOnlySpan<byte> sent, int length) =>
        sent.Length >= 18 && BinaryPrimitives.ReadUInt32LittleEndian(sent[^4..]) == (uint)length;

    private static BodyProblem Copy(Stream expanding, PooledBuffer content, int limit)
    {
        try
        {
            for (int read; (read = expanding.Read(content.GetSpan(4096))) > 0;)
            {
                content.Advance(read);
                if (content.WrittenSpan.Length > limit)
                    return BodyProblem.TooLarge;
            }

            return BodyProblem.None;
        }
        catch (InvalidDataException)
        {
            return BodyProblem.Corrupt;
        }
    }
}
