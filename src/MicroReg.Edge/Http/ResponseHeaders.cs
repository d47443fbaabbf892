using MicroReg.Domain.Registry;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace MicroReg.Edge.Http;

/// <summary>The headers of every answer but those of XML-RPC: it is current, what it says it is, and no part of another site.</summary>
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
        if (context.HttpContext.RequestServices.GetRequiredService<IRegistry>().Status.Readiness.IsStale)
            headers[Stale] = "true";
        return next(context);
    }
}
