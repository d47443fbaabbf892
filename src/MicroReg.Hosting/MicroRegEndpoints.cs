using MicroReg.Edge.Http;
using Microsoft.AspNetCore.Routing;

namespace MicroReg.Hosting;

/// <summary>Puts the faces of an embedded registry on the application's web server.</summary>
public static class MicroRegEndpoints
{
    /// <summary>
    /// Maps all that a node serves over HTTP: <c>POST /</c> is XML-RPC, <c>GET /</c> the dashboard, the rest lies below paths of its own,
    /// and <c>/openapi/v1.json</c> describes it. Map it to a group to have all of this below a path of yours.
    /// </summary>
    public static IEndpointRouteBuilder MapMicroReg(this IEndpointRouteBuilder endpoints) => endpoints.MapMicroRegEdge();
}
