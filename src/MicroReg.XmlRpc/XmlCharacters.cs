using System.Buffers;

namespace MicroReg.XmlRpc;

/// <summary>Finds characters that XML 1.0 forbids. Decoded text has no lone surrogates, so they are not searched for.</summary>
internal static class XmlCharacters
{
    /// <summary>The control characters and noncharacters that no document may contain.</summary>
    public const string Forbidden =
        "\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000B\u000C\u000E\u000F"
        + "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F\uFFFE\uFFFF";

    private static readonly SearchValues<char> ForbiddenSet = SearchValues.Create(Forbidden);

    /// <summary>Finds the first forbidden character.</summary>
    public static XmlRpcFault? Check(string text)
    {
        var at = text.AsSpan().IndexOfAny(ForbiddenSet);
        return at < 0
            ? null
            : new(XmlRpcFaultCodes.InvalidCharacter, $"The character U+{(int)text[at]:X4} at offset {at} is not allowed in XML.");
    }
}
