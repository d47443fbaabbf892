using System.Security.Cryptography;

namespace MicroReg.Storage;

/// <summary>The permanent ids of nodes. An id has sixteen hexadecimal digits.</summary>
internal static class NodeIds
{
    /// <summary>The number of digits of an id.</summary>
    public const int Length = 16;

    /// <summary>Makes a new random id.</summary>
    public static string Draw() => RandomNumberGenerator.GetHexString(Length, lowercase: true);

    /// <summary>True for sixteen lower-case hexadecimal digits.</summary>
    public static bool IsNodeId(string text) => text.Length == Length && text.All(char.IsAsciiHexDigitLower);
}
