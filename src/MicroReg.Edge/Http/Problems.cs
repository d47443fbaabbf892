using MicroReg.Domain.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MicroReg.Edge.Http;

/// <summary>Failures as problem documents (RFC 9457).</summary>
internal static class Problems
{
    public static ProblemHttpResult Of(RegistryFault fault) => TypedResults.Problem(fault.Message, statusCode: (int)fault.Kind);

    public static ProblemHttpResult UnknownService(string name) =>
        TypedResults.Problem($"No service '{name}' is registered.", statusCode: StatusCodes.Status404NotFound);

    public static ProblemHttpResult UnknownNode(string node, HttpContext http) =>
        TypedResults.Problem(
            $"No node '{node}' is known; {MappedPath.Of(http, "/api/cluster")} names them.", statusCode: StatusCodes.Status404NotFound);

    public static ProblemHttpResult ForeignOrigin() =>
        TypedResults.Problem(
            "A browser sent this for a page of another origin; the registry changes nothing for such pages.",
            statusCode: StatusCodes.Status403Forbidden);

    public static ProblemHttpResult UnknownPath(HttpContext http) =>
        TypedResults.Problem(
            $"There is nothing at {http.Request.PathBase + http.Request.Path}; "
                + $"{MappedPath.Of(http, "/openapi/v1.json")} describes what there is.",
            statusCode: StatusCodes.Status404NotFound);

    public static ProblemHttpResult Internal() =>
        TypedResults.Problem("The node failed to answer; its log says why.", statusCode: StatusCodes.Status500InternalServerError);
}
