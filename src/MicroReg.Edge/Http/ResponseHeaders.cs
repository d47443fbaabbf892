using MicroReg.Domain.Registry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace MicroReg.Edge.Http;

/// <summary>
/// The headers of answers. Every answer says if the node is stale or not ready. All but those of XML-RPC also say that they are not to be
/// cached, that their type is to be believed, and that no other site may show them as a part of its own.
/// </summary>
internal static class ResponseHeaders
{
    public const string Stale = "MicroReg-Stale";

    public static ValueTask<object?> Add(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var headers = context.HttpContext.Response.Headers;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        AddStale(headers, context.HttpContext.RequestServices.GetRequiredService<IRegistry>());
        return next(context);
    }

    /// <summary>
    /// Puts the one header of XML-RPC answers before an endpoint that is no more than a delegate: an endpoint filter would
    /// cost each call a few allocations.
    /// </summary>
    public static void AddStaleHeader(this IEndpointConventionBuilder endpoints, IRegistry registry) => endpoints.Add(endpoint =>
    {
        var answer = endpoint.RequestDelegate!;
        endpoint.RequestDelegate = context =>
        {
            AddStale(context.Response.Headers, registry);
            return answer(context);
        };
    });

    private static void AddStale(IHeaderDictionary headers, IRegistry registry)
    {
        if (registry.Readiness is { IsStale: true } or { IsReady: false })
            headers[Stale] = "true";
    }
}
