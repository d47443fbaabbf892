using System.Buffers;

namespace MicroReg.XmlRpc;

/// <summary>Validates method names.</summary>
internal static class MethodNames
{
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.:/-");

    /// <summary>The name as a string. Null if it is not a valid name.</summary>
    public static string? Find(ReadOnlySpan<char> name, int longest) =>
        name.IsEmpty || name.Length > longest || name.ContainsAnyExcept(Allowed) ? null : name.ToString();
}
