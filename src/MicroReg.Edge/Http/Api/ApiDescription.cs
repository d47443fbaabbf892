using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using MicroReg.Edge.XmlRpc.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace MicroReg.Edge.Http.Api;

/// <summary>Adds to the OpenAPI document what the endpoints do not declare themselves.</summary>
internal static class ApiDescription
{
    private static readonly string[] Numbers = ["limit", "count"];

    public static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, context, _) =>
        {
            var xmlRpc = XmlRpcPaths(context.ApplicationServices);
            document.Info = new OpenApiInfo
            {
                Title = "MicroReg",
                Version = "v1",
                Description = Describe(xmlRpc.First()),
            };
            foreach (var path in xmlRpc)
                AddXmlRpc(document, path);
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            // The web server would also read numbers from strings, but it never writes them that way.
            if (schema.Type is { } type && (type & (JsonSchemaType.Integer | JsonSchemaType.Number)) != 0)
                (schema.Type, schema.Pattern) = (type & ~JsonSchemaType.String, null);

            // Members without a setter are only written, so only the nullability of the getter counts.
            if (context.JsonPropertyInfo is { IsGetNullable: false, Set: null })
                schema.Type &= ~JsonSchemaType.Null;
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            // A member is always sent, unless its attributes say that it may be missing.
            if (context.JsonTypeInfo is { Kind: JsonTypeInfoKind.Object } type && type.Type.Assembly == typeof(ApiDescription).Assembly)
            {
                schema.Required = type.Properties.Where(IsAlwaysSent).Select(member => member.Name)
                    .Where(name => schema.Properties?.ContainsKey(name) == true).ToHashSet(StringComparer.Ordinal);
            }

            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, _, _) =>
        {
            foreach (var parameter in operation.Parameters ?? [])
                if (parameter is OpenApiParameter query && Numbers.Contains(query.Name))
                    query.Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = "1000" };
            return Task.CompletedTask;
        });
    }

    /// <summary>The paths to which the application mapped XML-RPC, the shortest first.</summary>
    private static List<string> XmlRpcPaths(IServiceProvider services) =>
    [
        .. services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<XmlRpcMetadata>() is not null)
            .Select(endpoint => $"/{endpoint.RoutePattern.RawText?.Trim('/')}")
            .OrderBy(path => path.Length),
    ];

    private static string Describe(string xmlRpc) => $"""
        A registry of running services. Registering is done by XML-RPC at `POST {xmlRpc}`; the rest is for reading and, where it says so,
        for operators.

        A node is *stale* while it could not compare its records with another node's. Then every answer about the registry, by XML-RPC too,
        has the header `MicroReg-Stale: true`. A node that is not *ready* answers what it holds already, with this header, and 503 to
        everything that it cannot know: it never says that something is not registered.

        Pages of other sites cannot use a visitor's browser against the registry: a request with a foreign `Origin` changes nothing (403),
        and no answer allows other origins to read it. There is no authentication yet.
        """;

    private static bool IsAlwaysSent(JsonPropertyInfo member) =>
        member.AttributeProvider?.IsDefined(typeof(JsonIgnoreAttribute), inherit: false) != true;

    /// <summary>The XML-RPC endpoint reads and writes bodies itself, so the web server cannot describe them.</summary>
    private static void AddXmlRpc(OpenApiDocument document, string path)
    {
        if (!document.Paths.TryGetValue(path, out var item))
            document.Paths.Add(path, item = new OpenApiPathItem());
        (item as OpenApiPathItem)?.AddOperation(HttpMethod.Post, new OpenApiOperation
        {
            Tags = new HashSet<OpenApiTagReference> { new("XML-RPC", document) },
            Summary = "Calls a method of the registry by XML-RPC",
            Description = "The body is a methodCall document. The method system.listMethods names the methods, "
                + "system.methodHelp explains each.",
            RequestBody = new OpenApiRequestBody { Required = true, Content = XmlText() },
            Responses = new OpenApiResponses
            {
                ["200"] = new OpenApiResponse { Description = "A methodResponse document: the result or a fault", Content = XmlText() },
            },
        });
        (document.Tags ??= new HashSet<OpenApiTag>()).Add(new OpenApiTag { Name = "XML-RPC" });
    }

    private static Dictionary<string, OpenApiMediaType> XmlText() =>
        new() { ["text/xml"] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } } };
}
