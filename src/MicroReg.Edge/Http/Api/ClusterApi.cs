using MicroReg.Domain.Registry;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MicroReg.Edge.Http.Api;

/// <summary>The node and the cluster as JSON.</summary>
internal static class ClusterApi
{
    public static Ok<ClusterDocument> Get(IRegistry registry, TimeProvider time) =>
        TypedResults.Ok(ClusterDocument.Of(registry.Status, registry.View, time.GetUtcNow()));
}
