using System.Runtime.InteropServices;
using ICSharpCode.SharpZipLib;
using ICSharpCode.SharpZipLib.GZip;
using ICSharpCode.SharpZipLib.Zip.Compression;
using ICSharpCode.SharpZipLib.Zip.Compression.Streams;

namespace MicroReg.Edge.XmlRpc.Http;

/// <summary>
/// Decompresses a body, and stops at the limit, however small the compressed rest is. It uses SharpZipLib: .NET's own streams accept a body
/// that ends early as a complete one, and do not check the gzip trailer of each member.
/// </summary>
internal static class Decompression
{
    public static (BodyProblem Problem, PooledBuffer Content) Expand(ReadOnlyMemory<byte> sent, ContentCoding coding, int limit)
    {
        MemoryMarshal.TryGetArray(sent, out var bytes);
        using var source = new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false);
        var content = new PooledBuffer(Math.Min(limit, sent.Length * 4) + 1);
        var problem = Copy(source, sent.Span, coding, content, limit);
        if (problem != BodyProblem.None)
            content.Dispose();
        return (problem, content);
    }

    // "deflate" means the zlib format, but some clients send the bare format; the first bytes tell them apart.
    private static InflaterInputStream Open(MemoryStream source, ReadOnlySpan<byte> sent, ContentCoding coding) =>
        coding == ContentCoding.Gzip ? new GZipInputStream(source)
        : new InflaterInputStream(source, new Inflater(noHeader: !IsZlib(sent)));

    private static bool IsZlib(ReadOnlySpan<byte> sent) => sent.Length > 1 && (sent[0] & 15) == 8 && ((sent[0] << 8) | sent[1]) % 31 == 0;

    private static BodyProblem Copy(MemoryStream source, ReadOnlySpan<byte> sent, ContentCoding coding, PooledBuffer content, int limit)
    {
        try
        {
            using var expanding = Open(source, sent, coding);
            for (int read; (read = expanding.Read(content.GetSpan(4096))) > 0;)
            {
                content.Advance(read);
                if (content.WrittenSpan.Length > limit)
                    return BodyProblem.TooLarge;
            }

            return BodyProblem.None;
        }
        catch (Exception broken) when (broken is SharpZipBaseException or EndOfStreamException)
        {
            return BodyProblem.Corrupt;
        }
    }
}
