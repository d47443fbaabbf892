using System.Buffers;

namespace MicroReg.XmlRpc;

/// <summary>Checks method names.</summary>
internal static class MethodNames
{
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.:/-");

    /// <summary>The name as a string, or null if it is none.</summary>
    public static string? Find(ReadOnlySpan<char> name, int longest) =>
        name.IsEmpty || name.Length > longest || name.ContainsAnyExcept(Allowed) ? null : name.ToString();
}
