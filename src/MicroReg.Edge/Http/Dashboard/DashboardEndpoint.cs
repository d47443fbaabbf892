using MicroReg.Edge.Calls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace MicroReg.Edge.Http.Dashboard;

/// <summary>The dashboard: a single page that loads nothing from elsewhere.</summary>
internal static class DashboardEndpoint
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void MapDashboard(this IEndpointRouteBuilder endpoints)
    {
        var page = DashboardPage.Load();
        endpoints.MapMethods("/", Reading, (HttpContext http, CallContext context) => Show(http, page))
            .WithTags("Dashboard").Produces<string>(200, "text/html").WithSummary("The dashboard");
    }

    private static FileContentHttpResult Show(HttpContext http, DashboardPage page)
    {
        http.Response.Headers.ContentSecurityPolicy = page.Policy;
        return TypedResults.Bytes(page.Content, "text/html; charset=utf-8");
    }
}
