using MicroReg.Edge.Calls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace MicroReg.Edge.Http.Api;

/// <summary>
/// The OpenAPI document of the registry. It has a name of its own, so a host with an OpenAPI document keeps that one, and each document
/// describes only its own endpoints.
/// </summary>
internal static class ApiDocument
{
    /// <summary>Its name, and the group of the endpoints in it.</summary>
    public const string Name = "microreg";

    /// <summary>Adds the services that generate the document.</summary>
    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.ShouldInclude = endpoint => endpoint.GroupName == Name;
        ApiDescription.Configure(options);
    });

    /// <summary>
    /// Maps the document. If the application has a document of its own at that path, the application's comes first, and this one is at
    /// <c>/openapi/microreg.json</c>.
    /// </summary>
    public static void MapApiDocument(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/openapi/v1.json", SendAsync).ExcludeFromDescription().WithOrder(1);

    private static async Task SendAsync(
        CallContext context, HttpContext http, [FromKeyedServices(Name)] IOpenApiDocumentProvider provider)
    {
        var document = await provider.GetOpenApiDocumentAsync(context.Aborted).ConfigureAwait(false);

        // The address of the request is the right one, without the prefix that is already part of the paths.
        document.Servers = http.Request.PathBase is { HasValue: true } taken ? [new OpenApiServer { Url = taken }] : null;
        var json = await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, context.Aborted).ConfigureAwait(false);
        http.Response.ContentType = "application/json;charset=utf-8";
        await http.Response.WriteAsync(json, context.Aborted).ConfigureAwait(false);
    }
}
