using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.Input;

/// <summary>
/// Reads values whose type is not the one asked for. Only forms that clients really send, and that can mean nothing else, are accepted.
/// </summary>
internal static class LenientReading
{
    // The doubles from the first to just below the second are those that fit into a long.
    private const double LeastLong = -9223372036854775808.0;
    private const double BeyondLong = 9223372036854775808.0;

    /// <summary>Text, or base64 of UTF-8: that is how Perl's XMLRPC::Lite sends strings that are not plain ASCII.</summary>
    public static bool TryTakeText(this in XmlRpcValue value, [NotNullWhen(true)] out string? text)
    {
        if (value.TryGetText(out text))
            return true;
        if (value.TryGetBytes(out var bytes) && Utf8.IsValid(bytes))
            text = Encoding.UTF8.GetString(bytes);
        return text is not null;
    }

    /// <summary>
    /// A whole number, or a double without a fraction: Python, PHP and Ruby send that for a number that was calculated with floats.
    /// </summary>
    public static bool TryTakeInteger(this in XmlRpcValue value, out long number)
    {
        if (value.TryGetInteger(out number))
            return true;
        var isWhole = value.TryGetReal(out var real) && real is >= LeastLong and < BeyondLong && double.IsInteger(real);
        number = isWhole ? (long)real : 0;
        return isWhole;
    }

    /// <summary>A whole number as <see cref="TryTakeInteger"/> takes it, or its digits: some clients send everything as text.</summary>
    public static bool TryTakeIntegerOrDigits(this in XmlRpcValue value, out long number) =>
        value.TryTakeInteger(out number)
        || (value.TryGetText(out var text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number));

    /// <summary>An array, or a struct without members: Lua has one kind of table, and an empty one is sent as a struct.</summary>
    public static bool TryTakeItems(this in XmlRpcValue value, [NotNullWhen(true)] out XmlRpcValue[]? items)
    {
        if (!value.TryGetItems(out items) && value.TryGetMembers(out var members) && members.Count == 0)
            items = [];
        return items is not null;
    }

    /// <summary>A struct, or an array without items: PHP has one kind of array, and an empty one is sent as an array.</summary>
    public static bool TryTakeMembers(this in XmlRpcValue value, [NotNullWhen(true)] out XmlRpcStruct? members)
    {
        if (!value.TryGetMembers(out members) && value.TryGetItems(out var items) && items.Length == 0)
            members = [];
        return members is not null;
    }
}
