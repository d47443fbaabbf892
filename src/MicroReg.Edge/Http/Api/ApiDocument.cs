using MicroReg.Edge.Calls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace MicroReg.Edge.Http.Api;

/// <summary>
/// The OpenAPI document of the registry. It has a name of its own, so that a host which describes itself keeps its document, and the
/// document of each has only the endpoints of each.
/// </summary>
internal static class ApiDocument
{
    /// <summary>Its name, and the group of the endpoints in it.</summary>
    public const string Name = "microreg";

    /// <summary>Adds what makes the document.</summary>
    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.ShouldInclude = endpoint => endpoint.GroupName == Name;
        ApiDescription.Configure(options);
    });

    /// <summary>
    /// Maps the document. Where the application has a document at that path, too, its own goes first; its
    /// <c>/openapi/microreg.json</c> is this one then.
    /// </summary>
    public static void MapApiDocument(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/openapi/v1.json", SendAsync).ExcludeFromDescription().WithOrder(1);

    private static async Task SendAsync(
        CallContext context, HttpContext http, [FromKeyedServices(Name)] IOpenApiDocumentProvider provider)
    {
        var document = await provider.GetOpenApiDocumentAsync(context.Aborted).ConfigureAwait(false);

        // The address that the document was asked at is the right one; but for the part of it that the application took off the paths.
        document.Servers = http.Request.PathBase is { HasValue: true } taken ? [new OpenApiServer { Url = taken }] : null;
        var json = await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, context.Aborted).ConfigureAwait(false);
        http.Response.ContentType = "application/json;charset=utf-8";
        await http.Response.WriteAsync(json, context.Aborted).ConfigureAwait(false);
    }
}
