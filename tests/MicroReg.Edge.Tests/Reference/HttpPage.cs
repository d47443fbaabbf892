using System.Text;
using System.Text.Json.Nodes;

namespace MicroReg.Edge.Tests.Reference;

/// <summary>The HTTP face, from its OpenAPI document.</summary>
internal static class HttpPage
{
    public static string Write(JsonNode document)
    {
        var page = ReferencePage.Begin("HTTP", "the OpenAPI document, /openapi/v1.json");
        page.Append($"{(string)document["info"]!["description"]!}\n\n| request | |\n|---|---|\n");
        var operations = Operations(document);
        foreach (var (name, operation) in operations)
            page.Append($"| [`{name}`](#{Anchor(name)}) | {ReferencePage.Cell((string)operation["summary"]!)} |\n");
        page.Append("\n## Requests\n\n");
        foreach (var (name, operation) in operations)
            Append(page, name, operation);
        page.Append("## Documents\n\n");
        foreach (var (name, schema) in document["components"]!["schemas"]!.AsObject().OrderBy(one => one.Key, StringComparer.Ordinal))
            AppendDocument(page, name, schema!.AsObject());
        return page.ToString().TrimEnd('\n') + "\n";
    }

    /// <summary>The operations by path. A HEAD that does what the GET does is not shown beside it.</summary>
    private static List<(string Name, JsonObject Operation)> Operations(JsonNode document) =>
    [
        .. document["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject()
                .Select(one => (Method: one.Key.ToUpperInvariant(), Path: path.Key, Operation: one.Value!.AsObject())))
            .Where(one => one.Method != "HEAD")
            .OrderBy(one => one.Path, StringComparer.Ordinal).ThenBy(one => one.Method, StringComparer.Ordinal)
            .Select(one => ($"{one.Method} {one.Path}", one.Operation)),
    ];

    private static void Append(StringBuilder page, string name, JsonObject operation)
    {
        page.Append($"### {name}\n\n{(string)operation["summary"]!}.\n");
        if (operation["description"] is { } description)
            page.Append($"{(string)description!}\n");
        if (operation["parameters"] is JsonArray { Count: > 0 } parameters)
        {
            page.Append("\n| parameter | in | type | meaning |\n|---|---|---|---|\n");
            foreach (var parameter in parameters)
            {
                var meaning = ReferencePage.Cell((string?)parameter!["description"] ?? "");
                page.Append(
                    $"| `{(string)parameter["name"]!}` | {(string)parameter["in"]!} | {TypeOf(parameter["schema"]!)} | {meaning} |\n");
            }
        }

        page.Append("\n| status | answer |\n|---|---|\n");
        foreach (var (status, response) in operation["responses"]!.AsObject())
            page.Append($"| {status} | {string.Join(", ", Contents(response!))} |\n");
        page.Append('\n');
    }

    private static IEnumerable<string> Contents(JsonNode response) => response["content"] is JsonObject { Count: > 0 } contents
        ? contents.Select(one => $"{TypeOf(one.Value!["schema"])} as `{one.Key}`")
        : ["nothing"];

    private static void AppendDocument(StringBuilder page, string name, JsonObject schema)
    {
        page.Append($"### {name}\n\n");
        if (schema["description"] is { } description)
            page.Append($"{(string)description!}\n\n");
        if (schema["properties"] is not JsonObject { Count: > 0 } members)
            return;
        var always = schema["required"]?.AsArray().Select(one => (string)one!).ToHashSet() ?? [];
        page.Append("| member | type | meaning |\n|---|---|---|\n");
        foreach (var (member, type) in members)
        {
            var meaning = ReferencePage.Cell((string?)type!["description"] ?? "");
            page.Append($"| `{member}` | {TypeOf(type)}{(always.Contains(member) ? "" : ", or missing")} | {meaning} |\n");
        }

        page.Append('\n');
    }

    private static string TypeOf(JsonNode? schema)
    {
        if (schema?["$ref"] is { } reference)
            return Linked(((string)reference!)[((string)reference!).LastIndexOf('/')..].TrimStart('/'));
        if (schema?["oneOf"] is JsonArray ways)
            return string.Join(" or ", ways.Select(TypeOf));
        var types = schema?["type"] switch
        {
            JsonArray several => several.Select(one => (string)one!).Order(StringComparer.Ordinal).Reverse(),
            JsonValue one => [(string)one!],
            _ => ["any"],
        };
        return string.Join(" or ", types.Select(type => type switch
        {
            "array" => $"array of {TypeOf(schema!["items"])}",
            "object" when schema!["additionalProperties"] is { } values => $"object of {TypeOf(values)}",
            _ => type,
        }));
    }

    private static string Linked(string name) => $"[{name}](#{name.ToLowerInvariant()})";

    /// <summary>The anchor that a heading gets: small letters, digits and hyphens, with a hyphen for each space.</summary>
    private static string Anchor(string heading) =>
        string.Concat(heading.ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')).Replace(' ', '-');
}
