using System.Text.Json.Serialization;
using MicroReg.Domain.Registry;
using MicroReg.Edge.Calls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace MicroReg.Edge.Http.Health;

/// <summary>Answers of the process to whoever supervises it.</summary>
/// <param name="Status">Always <c>alive</c>.</param>
internal sealed record LivenessDocument(string Status);

/// <summary>Whether this node may be asked.</summary>
/// <param name="Ready">Whether it may be asked: it has the records to answer from.</param>
/// <param name="Stale">Whether it could not compare its records with another node's.</param>
/// <param name="Reason">Why it is not ready, or why it is stale; else empty.</param>
/// <param name="AcceptsWrites">Whether it takes writes now.</param>
internal sealed record ReadinessDocument(
    bool Ready, bool Stale, string Reason, [property: JsonPropertyName("accepts_writes")] bool AcceptsWrites);

/// <summary>What load balancers and supervisors ask: whether the process is alive, and whether the node is ready.</summary>
internal static class HealthEndpoints
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        var health = endpoints.MapGroup("/health").WithTags("Health");
        health.MapMethods("/live", Reading, Live).WithSummary("Answers 200 while the process serves");
        health.MapMethods("/ready", Reading, Ready).Produces<ReadinessDocument>(503)
            .WithSummary("Answers 200 once the node holds what it should answer from, else 503; "
                + "the header MicroReg-Stale says if it could not compare with others");
    }

    private static Ok<LivenessDocument> Live(CallContext context) => TypedResults.Ok(new LivenessDocument("alive"));

    private static Results<Ok<ReadinessDocument>, JsonHttpResult<ReadinessDocument>> Ready(CallContext context, IRegistry registry)
    {
        var status = registry.Status;
        var (ready, stale, reason) = status.Readiness;
        var document = new ReadinessDocument(ready, stale, reason, status.AcceptsWrites);
        return ready
            ? TypedResults.Ok(document)
            : TypedResults.Json(document, EdgeJsonContext.Default.ReadinessDocument, statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
