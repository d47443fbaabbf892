namespace MicroReg.XmlRpc;

/// <summary>
/// A cache of recent member names, because clients send the same few names with every call. Thread-safe. A name that is not in the cache
/// gets a new string and replaces another one.
/// </summary>
internal static class MemberNames
{
    private const int Longest = 32;
    private static readonly string?[] Seen = new string?[256];

    /// <summary>The name as a string.</summary>
    public static string Of(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || name.Length > Longest)
            return name.ToString();
        ref var seen = ref Seen[string.GetHashCode(name) & (Seen.Length - 1)];
        return Volatile.Read(ref seen) is { } known && name.SequenceEqual(known) ? known : seen = name.ToString();
    }
}
