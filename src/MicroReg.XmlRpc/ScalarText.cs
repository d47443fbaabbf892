using System.Globalization;

namespace MicroReg.XmlRpc;

/// <summary>Parses the text of a typed value. White space around the text is allowed, as in the clients' own parsers.</summary>
internal static class ScalarText
{
    public static bool TryParse(Tag type, ReadOnlySpan<char> text, out XmlRpcValue value)
    {
        text = text.Trim(" \t\r\n");
        value = default;
        return type switch
        {
            Tag.Integer => TryParseInteger(text, ref value),
            Tag.Boolean => TryParseBoolean(text, ref value),
            Tag.Real => TryParseReal(text, ref value),
            Tag.Time => TryParseTime(text, ref value),
            Tag.Base64 => TryParseBytes(text, ref value),
            _ => text.IsEmpty,
        };
    }

    public static string Name(Tag type) => type switch
    {
        Tag.Integer => "a whole number of up to 64 bits",
        Tag.Boolean => "a boolean (0 or 1)",
        Tag.Real => "a finite decimal number",
        Tag.Time => "a time like 19980717T14:08:55",
        Tag.Base64 => "base64",
        _ => "an empty nil",
    };

    // The narrower types are not limited to their widths. Many clients write <int> for numbers that need <i8>.
    private static bool TryParseInteger(ReadOnlySpan<char> text, ref XmlRpcValue value)
    {
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return false;
        value = XmlRpcValue.Of(number);
        return true;
    }

    private static bool TryParseBoolean(ReadOnlySpan<char> text, ref XmlRpcValue value)
    {
        var truth = text is "1" || text.Equals("true", StringComparison.OrdinalIgnoreCase);
        value = XmlRpcValue.Of(truth);
        return truth || text is "0" || text.Equals("false", StringComparison.OrdinalIgnoreCase);
    }

    private static bool TryParseReal(ReadOnlySpan<char> text, ref XmlRpcValue value)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (!double.TryParse(text, Style, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
            return false;
        value = XmlRpcValue.Of(number);
        return true;
    }

    // XML-RPC has no time zone, and most clients send none. If there is one, the time is converted to UTC.
    private static bool TryParseTime(ReadOnlySpan<char> text, ref XmlRpcValue value)
    {
        ReadOnlySpan<string> formats =
        [
            "yyyyMMdd'T'HH:mm:ss", "yyyyMMdd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ssK",
            "yyyyMMdd'T'HHmmss", "yyyyMMdd'T'HHmmssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyyMMdd'T'HH:mm:ss.FFFFFFFK",
        ];
        foreach (var format in formats)
        {
            if (!DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var time))
                continue;
            value = XmlRpcValue.Of(time);
            return true;
        }

        return false;
    }

    private static bool TryParseBytes(ReadOnlySpan<char> text, ref XmlRpcValue value)
    {
        var bytes = new byte[((long)text.Length * 3 / 4) + 3];
        if (!Convert.TryFromBase64Chars(text, bytes, out var length))
            return false;
        value = XmlRpcValue.Of(bytes.AsSpan(0, length).ToArray());
        return true;
    }
}
