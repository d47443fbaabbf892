using System.Security.Cryptography;

namespace MicroReg.Storage;

/// <summary>The lasting ids of nodes: sixteen hexadecimal digits.</summary>
public static class NodeIds
{
    /// <summary>How many digits an id has.</summary>
    public const int Length = 16;

    /// <summary>Draws a fresh id.</summary>
    public static string Draw() => RandomNumberGenerator.GetHexString(Length, lowercase: true);

    /// <summary>True for sixteen hexadecimal digits in lower case.</summary>
    public static bool IsNodeId(string text) => text.Length == Length && text.All(char.IsAsciiHexDigitLower);
}
