using System.Runtime;
using System.Text.Json.Serialization;
using MicroReg.Edge.Calls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace MicroReg.Edge.Http.Diagnostics;

/// <summary>The memory that a node takes.</summary>
/// <param name="ManagedHeapBytes">What is left in use on the managed heap.</param>
/// <param name="SqliteCacheBytes">What the cache of the store takes; 0 if there is no store.</param>
/// <param name="RssBytes">What the process holds of the machine's memory.</param>
internal sealed record MemoryDocument(
    [property: JsonPropertyName("managed_heap_bytes")] long ManagedHeapBytes,
    [property: JsonPropertyName("sqlite_cache_bytes")] long SqliteCacheBytes,
    [property: JsonPropertyName("rss_bytes")] long RssBytes);

/// <summary>For measurements: the memory that is really in use, after a full garbage collection.</summary>
internal static class CollectEndpoint
{
    public static void MapCollect(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/api/diagnostics/collect", Collect).WithTags("Diagnostics")
            .WithSummary("Collects all garbage and tells how much memory is left in use");

    private static Ok<MemoryDocument> Collect(CallContext context, EdgeOptions options)
    {
        // Twice: what finalizers release is collected in the second round.
        for (var round = 0; round < 2; round++)
        {
            GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return TypedResults.Ok(new MemoryDocument(
            GC.GetTotalMemory(forceFullCollection: false), options.SqliteCacheBytes?.Invoke() ?? 0, Environment.WorkingSet));
    }
}
