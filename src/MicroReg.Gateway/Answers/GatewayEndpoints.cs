using MicroReg.Client.Watching;
using MicroReg.Gateway.Forwarding;
using Microsoft.AspNetCore.Http.HttpResults;
using Prometheus;

namespace MicroReg.Gateway.Answers;

/// <summary>Tells whether the gateway can take requests.</summary>
/// <param name="Ready">True if it knows where to route.</param>
/// <param name="Stale">True if no node confirms its copy at the moment.</param>
/// <param name="Services">How many services it knows.</param>
internal sealed record ReadinessDocument(bool Ready, bool Stale, int Services);

/// <summary>The gateway's own endpoints. Their paths come before services of the same name.</summary>
internal static class GatewayEndpoints
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void MapGatewayEndpoints(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/health/live", Reading, () => TypedResults.Text("alive"));
        endpoints.MapMethods("/health/ready", Reading, Ready);
        endpoints.MapGet("/metrics", Scrape);
    }

    private static JsonHttpResult<ReadinessDocument> Ready(UsableCopy copy, IRegistryWatcher watcher) => TypedResults.Json(
        new ReadinessDocument(copy.IsThere, !watcher.IsInTouch, watcher.Current.Services.Count),
        statusCode: copy.IsThere ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);

    private static PushStreamHttpResult Scrape(GatewayMetrics metrics, CancellationToken cancellation) =>
        TypedResults.Stream(
            body => metrics.Registry.CollectAndExportAsTextAsync(body, cancellation),
            PrometheusConstants.TextContentTypeWithVersionAndEncoding);
}
