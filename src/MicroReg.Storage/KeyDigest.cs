using System.Buffers.Binary;
using System.Security.Cryptography;

namespace MicroReg.Storage;

/// <summary>
/// A key in 16 bytes, for sets of many keys: the first half of its SHA-256. A collision is practically impossible, even if somebody tries
/// to make one.
/// </summary>
internal static class KeyDigest
{
    private const int StackLimit = 512;

    /// <summary>Computes the digest of a key.</summary>
    /// <param name="name">The service, in UTF-8.</param>
    /// <param name="host">The host, in UTF-8.</param>
    /// <param name="port">The port.</param>
    public static UInt128 Of(ReadOnlySpan<byte> name, ReadOnlySpan<byte> host, int port)
    {
        var length = (2 * sizeof(int)) + name.Length + host.Length;
        var text = length <= StackLimit ? stackalloc byte[length] : new byte[length];
        BinaryPrimitives.WriteInt32LittleEndian(text, name.Length);
        BinaryPrimitives.WriteInt32LittleEndian(text[sizeof(int)..], port);
        name.CopyTo(text[(2 * sizeof(int))..]);
        host.CopyTo(text[((2 * sizeof(int)) + name.Length)..]);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, digest);
        return BinaryPrimitives.ReadUInt128LittleEndian(digest);
    }
}
