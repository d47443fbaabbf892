using MicroReg.Edge.Calls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Prometheus;

namespace MicroReg.Edge.Http.Metrics;

/// <summary>The measurements in Prometheus's text format.</summary>
internal static class MetricsEndpoint
{
    public static void MapRegistryMetrics(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/metrics", Scrape).WithTags("Metrics").Produces<string>(200, "text/plain")
            .WithSummary("Shows this node's measurements in Prometheus's text format");

    private static PushStreamHttpResult Scrape(CallContext context, MicroRegMeters meters) =>
        TypedResults.Stream(
            body => meters.Collectors.CollectAndExportAsTextAsync(body, context.Aborted),
            PrometheusConstants.TextContentTypeWithVersionAndEncoding);
}
