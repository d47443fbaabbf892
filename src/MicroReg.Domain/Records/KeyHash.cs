using System.Text;

namespace MicroReg.Domain.Records;

/// <summary>
/// The hash of a key, equal at every node: FNV-1a over its UTF-8, finished so that every bit depends on every other. It is part of the
/// protocol: ids and the buckets of comparisons derive from it.
/// </summary>
internal static class KeyHash
{
    /// <summary>The hash of a key.</summary>
    public static ulong Of(InstanceKey key)
    {
        var hash = Fold(Fold(OffsetBasis, key.Name), key.Host);
        hash = (hash ^ (uint)key.Port) * Prime;
        return Mix(hash);
    }

    /// <summary>The hash of a text, such as the id of a node.</summary>
    public static ulong Of(string text) => Mix(Fold(OffsetBasis, text));

    /// <summary>The 64-bit finish of SplitMix: every bit of the result depends on every bit of the argument.</summary>
    public static ulong Mix(ulong hash)
    {
        hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9;
        hash = (hash ^ (hash >> 27)) * 0x94d049bb133111eb;
        return hash ^ (hash >> 31);
    }

    private const ulong OffsetBasis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    private static ulong Fold(ulong hash, string text)
    {
        var size = Encoding.UTF8.GetMaxByteCount(text.Length);
        Span<byte> buffer = size <= 1024 ? stackalloc byte[size] : new byte[size];
        foreach (var octet in buffer[..Encoding.UTF8.GetBytes(text, buffer)])
            hash = (hash ^ octet) * Prime;

        // 0xff is not a UTF-8 octet: it separates ("ab", "c") from ("a", "bc").
        return (hash ^ 0xff) * Prime;
    }
}
