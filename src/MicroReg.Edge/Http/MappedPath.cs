using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace MicroReg.Edge.Http;

/// <summary>Paths of the registry as callers see them. An application that embeds the registry may have mapped it below a prefix.</summary>
internal static class MappedPath
{
    /// <summary>How the path of an endpoint that uses this may begin, relative to where the registry is mapped.</summary>
    private static readonly string[] Starts = ["/api/", "/RPC2"];

    /// <summary>A path of the registry, with the prefix below which it is mapped.</summary>
    /// <param name="http">A request to an endpoint of the registry below <c>/api</c>, or at <c>/RPC2</c>.</param>
    /// <param name="path">The path as it is when the registry is mapped to the root.</param>
    public static string Of(HttpContext http, string path)
    {
        var pattern = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";
        var end = Starts.Max(start => pattern.LastIndexOf(start, StringComparison.Ordinal));
        return $"{http.Request.PathBase}{(end > 0 ? pattern[..end] : "")}{path}";
    }
}
