using System.Text.Json;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.Input;

/// <summary>
/// Reads JSON into values of XML-RPC, which can express everything that JSON can. So one reader serves both forms. A number without a
/// fraction is a whole number. Null is nil, which counts as left out.
/// </summary>
internal static class JsonValues
{
    private static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = 64 };

    /// <summary>Reads a document.</summary>
    /// <param name="json">The document, in UTF-8.</param>
    /// <param name="value">The value; nil if it cannot be read.</param>
    /// <param name="problem">What is wrong with it, for the caller.</param>
    public static bool TryRead(ReadOnlySpan<byte> json, out XmlRpcValue value, out string problem)
    {
        problem = "";
        value = XmlRpcValue.Nil;
        var reader = new Utf8JsonReader(json, ReaderOptions);
        try
        {
            reader.Read();
            value = ReadValue(ref reader);
            reader.Read(); // nothing may follow
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The latter is thrown for a text that is not valid Unicode.
            problem = e.Message;
            value = XmlRpcValue.Nil;
            return false;
        }
    }

    private static XmlRpcValue ReadValue(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => XmlRpcValue.Of(reader.GetString()!),
        JsonTokenType.Number => ReadNumber(ref reader),
        JsonTokenType.True => XmlRpcValue.Of(true),
        JsonTokenType.False => XmlRpcValue.Of(false),
        JsonTokenType.StartObject => ReadObject(ref reader),
        JsonTokenType.StartArray => ReadArray(ref reader),
        _ => XmlRpcValue.Nil,
    };

    private static XmlRpcValue ReadNumber(ref Utf8JsonReader reader)
    {
        if (reader.TryGetInt64(out var whole))
            return XmlRpcValue.Of(whole);
        return reader.TryGetDouble(out var real) && double.IsFinite(real)
            ? XmlRpcValue.Of(real)
            : throw new JsonException("A number is beyond all bounds.");
    }

    private static XmlRpcValue ReadObject(ref Utf8JsonReader reader)
    {
        var members = new XmlRpcStruct();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            members.Add(name, ReadValue(ref reader));
        }

        return XmlRpcValue.Of(members);
    }

    private static XmlRpcValue ReadArray(ref Utf8JsonReader reader)
    {
        var items = new List<XmlRpcValue>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            items.Add(ReadValue(ref reader));
        return XmlRpcValue.Of(items.ToArray());
    }
}
