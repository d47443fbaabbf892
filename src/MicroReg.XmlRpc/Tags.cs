namespace MicroReg.XmlRpc;

/// <summary>Maps element names to tags.</summary>
internal static class Tags
{
    /// <summary>The namespace of the extension types of Apache XML-RPC, such as <c>ex:nil</c>.</summary>
    public const string ExtensionNamespace = "http://ws.apache.org/xmlrpc/namespaces/extensions";

    /// <summary>The length of the longest known name. Longer names are unknown.</summary>
    public const int LongestName = 16;

    public static Tag Find(ReadOnlySpan<byte> name) => name.Length switch
    {
        2 => Two(name),
        3 => name.SequenceEqual("int"u8) ? Tag.Integer : name.SequenceEqual("nil"u8) ? Tag.Nil : Tag.Unknown,
        4 => name.SequenceEqual("name"u8) ? Tag.Name : name.SequenceEqual("data"u8) ? Tag.Data : Tag.Unknown,
        5 => Five(name),
        6 => Six(name),
        7 => name.SequenceEqual("boolean"u8) ? Tag.Boolean : Tag.Unknown,
        10 => name.SequenceEqual("methodCall"u8) ? Tag.MethodCall : name.SequenceEqual("methodName"u8) ? Tag.MethodName : Tag.Unknown,
        14 => name.SequenceEqual("methodResponse"u8) ? Tag.MethodResponse : Tag.Unknown,
        16 => name.SequenceEqual("dateTime.iso8601"u8) ? Tag.Time : Tag.Unknown,
        _ => Tag.Unknown,
    };

    public static Tag FindExtension(string name) => name switch
    {
        "i1" or "i2" or "i4" or "i8" or "int" or "biginteger" => Tag.Integer,
        "float" or "double" => Tag.Real,
        "nil" => Tag.Nil,
        "dateTime" or "dateTime.iso8601" => Tag.Time,
        "string" => Tag.Text,
        "boolean" => Tag.Boolean,
        "base64" => Tag.Base64,
        _ => Tag.Unknown,
    };

    private static Tag Two(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("i4"u8) || name.SequenceEqual("i8"u8) || name.SequenceEqual("i2"u8) || name.SequenceEqual("i1"u8)
            ? Tag.Integer
            : Tag.Unknown;

    private static Tag Five(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("value"u8) ? Tag.Value
        : name.SequenceEqual("param"u8) ? Tag.Param
        : name.SequenceEqual("array"u8) ? Tag.Array
        : name.SequenceEqual("fault"u8) ? Tag.Fault
        : Tag.Unknown;

    private static Tag Six(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("string"u8) ? Tag.Text
        : name.SequenceEqual("params"u8) ? Tag.Params
        : name.SequenceEqual("struct"u8) ? Tag.Struct
        : name.SequenceEqual("member"u8) ? Tag.Member
        : name.SequenceEqual("double"u8) ? Tag.Real
        : name.SequenceEqual("base64"u8) ? Tag.Base64
        : Tag.Unknown;
}
