using MicroReg.Gateway.Mapping;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace MicroReg.Gateway.Forwarding;

/// <summary>
/// Forwards %2F in a path as the client sent it. The server decodes everything else but keeps %2F, because it is not a path separator.
/// Without this step, YARP would encode its percent sign again.
/// </summary>
internal static class EncodedSlashes
{
    private const string EncodedSlash = "%2F";

    /// <summary>Adds this transform to the route of all services.</summary>
    public static void Keep(TransformBuilderContext route)
    {
        if (route.Route.Metadata?.ContainsKey(ProxyMetadata.ServiceInPath) is true)
            route.AddRequestTransform(KeepAsync);
    }

    private static ValueTask KeepAsync(RequestTransformContext context)
    {
        if (context.Path.Value?.Contains(EncodedSlash, StringComparison.OrdinalIgnoreCase) is true
            && RestOf(context.HttpContext) is { } rest
            && Uri.TryCreate(context.DestinationPrefix.TrimEnd('/') + rest + context.Query.QueryString.ToUriComponent(), UriKind.Absolute,
                out var uri))
            context.ProxyRequest.RequestUri = uri;
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// What follows the service in the path, as the client sent it. Null if the server changed the path, for example by resolving dot
    /// segments.
    /// </summary>
    private static string? RestOf(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var path = target.Split('?', 2)[0];
        if (!path.StartsWith('/') || path.Contains("/.", StringComparison.Ordinal)
            || path.Contains("/%2E", StringComparison.OrdinalIgnoreCase))
            return null;
        var end = 0;
        foreach (var _ in context.Request.PathBase.Value!.Where(c => c == '/'))
            end = path.IndexOf('/', end + 1);
        return end < 0 ? null : path[end..];
    }
}
