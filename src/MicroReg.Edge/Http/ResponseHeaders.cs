using MicroReg.Domain.Registry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace MicroReg.Edge.Http;

/// <summary>
/// The headers of answers. Every answer says if the node is stale or not ready. All answers except those of XML-RPC also forbid caching,
/// guessing their content type, and embedding by other sites.
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
    /// Adds the one header of XML-RPC answers to an endpoint that is a plain delegate. An endpoint filter would cost a few allocations per
    /// call.
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
