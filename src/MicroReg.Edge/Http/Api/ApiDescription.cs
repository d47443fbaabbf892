using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace MicroReg.Edge.Http.Api;

/// <summary>What the OpenAPI document says beyond what the endpoints say themselves.</summary>
internal static class ApiDescription
{
    private static readonly string[] Numbers = ["limit", "count"];

    public static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "MicroReg",
                Version = "v1",
                Description = "A registry of running services. Registering is done by XML-RPC at POST /; everything here is for reading.",
            };
            document.Servers?.Clear(); // the address that the document was asked at is the right one
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
}
