using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.Tests;

/// <summary>XML-RPC values as JSON, which is easier to compare; read with the framework's XML, not with the codec under test.</summary>
internal static class RpcJson
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonNode? Of(XElement value)
    {
        var typed = value.Elements().Single();
        return typed.Name.LocalName switch
        {
            "int" => JsonValue.Create(int.Parse(typed.Value, CultureInfo.InvariantCulture)),
            "i8" => JsonValue.Create(long.Parse(typed.Value, CultureInfo.InvariantCulture)),
            "double" => JsonValue.Create(double.Parse(typed.Value, CultureInfo.InvariantCulture)),
            "boolean" => JsonValue.Create(typed.Value == "1"),
            "string" => JsonValue.Create(typed.Value),
            "array" => new JsonArray([.. typed.Element("data")!.Elements("value").Select(Of)]),
            "struct" => new JsonObject(typed.Elements("member")
                .Select(member => KeyValuePair.Create(member.Element("name")!.Value, Of(member.Element("value")!)))),
            var type => throw new InvalidDataException($"Unexpected type {type}."),
        };
    }

    public static string Text(JsonNode? node) => node?.ToJsonString(Readable) ?? "null";

    /// <summary>A parameter: an array for a list, a struct for what <see cref="Struct"/> makes.</summary>
    public static XmlRpcValue Value(object? value) => value switch
    {
        null => XmlRpcValue.Nil,
        XmlRpcValue done => done,
        string text => XmlRpcValue.Of(text),
        bool truth => XmlRpcValue.Of(truth),
        int number => XmlRpcValue.Of(number),
        double real => XmlRpcValue.Of(real),
        object?[] items => XmlRpcValue.Of([.. items.Select(Value)]),
        _ => throw new ArgumentException($"{value.GetType()} is no XML-RPC type.", nameof(value)),
    };

    public static XmlRpcValue Struct(params (string Name, object? Value)[] members)
    {
        var made = new XmlRpcStruct();
        foreach (var (name, value) in members)
            made.Add(name, Value(value));
        return XmlRpcValue.Of(made);
    }
}
