namespace MicroReg.Domain.Records;

/// <summary>
/// Derives the positive label of an instance from its key, the same at every node. Keys stay (name, host, port)
/// everywhere; the label exists for callers who want one number.
/// </summary>
/// <param name="bits">The width of a label in bits: 31 in production, less in tests of collisions.</param>
internal sealed class InstanceIds(int bits = InstanceIds.Width)
{
    /// <summary>The width of a label in production: the positive numbers of an XML-RPC int.</summary>
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
        var hash = KeyHash.Of(key);
        var (start, stride) = ((uint)hash, (uint)(hash >> 32) | 1);
        for (uint attempt = 0; attempt <= _mask; attempt++)
        {
            var label = (int)((start + attempt * stride) & _mask);
            if (label != 0 && isFree(label))
                return label;
        }

        throw new InvalidOperationException("Every instance id is taken.");
    }
}
