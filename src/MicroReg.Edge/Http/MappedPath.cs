using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace MicroReg.Edge.Http;

/// <summary>Paths of the registry as callers see them: an application that embeds it may have mapped it below a prefix.</summary>
internal static class MappedPath
{
    private const string Api = "/api/";

    /// <summary>A path of the registry, with all that lies before it.</summary>
    /// <param name="http">A request to an endpoint below <c>/api</c>.</param>
    /// <param name="path">The path of a node that is mapped to the root.</param>
    public static string Of(HttpContext http, string path)
    {
        var pattern = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";
        var end = pattern.LastIndexOf(Api, StringComparison.Ordinal);
        return $"{http.Request.PathBase}{(end > 0 ? pattern[..end] : "")}{path}";
    }
}
