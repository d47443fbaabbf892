using System.Text;

namespace MicroReg.Domain.Records;

/// <summary>
/// Derives the positive label of an instance from its key, the same at every node. Keys stay (name, host, port)
/// everywhere; the label exists for callers who want one number.
/// </summary>
/// <param name="bits">The width of a label: 31 in service, less in tests that want collisions.</param>
public sealed class InstanceIds(int bits = InstanceIds.Width)
{
    /// <summary>The width of a label in service: the positive numbers of an XML-RPC int.</summary>
    public const int Width = 31;

    private readonly uint _mask = (1u << bits) - 1;

    /// <summary>How many labels there are: every number of this width but zero.</summary>
    public int Capacity => (int)_mask;

    /// <summary>
    /// The first label of the key's own sequence that is free. The sequence is double hashing with an odd stride
    /// over a power of two, so it visits every label once.
    /// </summary>
    /// <param name="key">The instance.</param>
    /// <param name="isFree">Whether no other living instance carries the label.</param>
    /// <exception cref="InvalidOperationException">Every label is taken.</exception>
    public int Choose(InstanceKey key, Func<int, bool> isFree)
    {
        var hash = Hash(key);
        var (start, stride) = ((uint)hash, (uint)(hash >> 32) | 1);
        for (uint attempt = 0; attempt <= _mask; attempt++)
        {
            var label = (int)((start + attempt * stride) & _mask);
            if (label != 0 && isFree(label))
                return label;
        }

        throw new InvalidOperationException("Every instance id is taken.");
    }

    /// <summary>FNV-1a over the UTF-8 key, finished with the 64-bit mix of SplitMix so that all bits depend on all.</summary>
    private static ulong Hash(InstanceKey key)
    {
        const ulong offsetBasis = 14695981039346656037;
        var hash = Fold(Fold(offsetBasis, key.Name), key.Host);
        hash = (hash ^ (uint)key.Port) * Prime;
        hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9;
        hash = (hash ^ (hash >> 27)) * 0x94d049bb133111eb;
        return hash ^ (hash >> 31);
    }

    private const ulong Prime = 1099511628211;

    private static ulong Fold(ulong hash, string text)
    {
        Span<byte> buffer = stackalloc byte[256];
        var remaining = text.AsSpan();
        while (!remaining.IsEmpty)
        {
            Encoding.UTF8.GetEncoder().Convert(remaining, buffer, flush: true, out var charsUsed, out var written, out _);
            foreach (var octet in buffer[..written])
                hash = (hash ^ octet) * Prime;
            remaining = remaining[charsUsed..];
        }

        // 0xff is no UTF-8 octet: it keeps ("ab", "c") apart from ("a", "bc").
        return (hash ^ 0xff) * Prime;
    }
}
