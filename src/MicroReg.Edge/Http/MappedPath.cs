using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace MicroReg.Edge.Http;

/// <summary>Paths of the registry as callers see them: an application that embeds it may have mapped it below a prefix.</summary>
internal static class MappedPath
{
    /// <summary>Where the paths of the registry begin that an endpoint which uses this may have.</summary>
    private static readonly string[] Starts = ["/api/", "/RPC2"];

    /// <summary>A path of the registry, with all that lies before it.</summary>
    /// <param name="http">A request to an endpoint of the registry below <c>/api</c>, or at <c>/RPC2</c>.</param>
    /// <param name="path">The path of a node that is mapped to the root.</param>
    public static string Of(HttpContext http, string path)
    {
        var pattern = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";
        var end = Starts.Max(start => pattern.LastIndexOf(start, StringComparison.Ordinal));
        return $"{http.Request.PathBase}{(end > 0 ? pattern[..end] : "")}{path}";
    }
}
