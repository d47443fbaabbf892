using System.ComponentModel;
using MicroReg.Domain.Registry;
using MicroReg.Edge.Calls;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MicroReg.Edge.Http.Api;

/// <summary>A node that was given up.</summary>
/// <param name="Node">The node as the caller named it.</param>
internal sealed record ForgottenNode(string Node);

/// <summary>The end of self-preservation.</summary>
/// <param name="Held">How many instances the node that was asked had preserved. Other nodes may have preserved more.</param>
internal sealed record ReleasedHolds(int Held);

/// <summary>The node and the cluster as JSON.</summary>
internal static class ClusterApi
{
    public static Ok<ClusterDocument> Get(CallContext context, IRegistry registry, TimeProvider time) =>
        TypedResults.Ok(ClusterDocument.Of(registry.Status, registry.View, time.GetUtcNow()));

    public static async Task<Results<Ok<ReleasedHolds>, ProblemHttpResult>> ReleaseSelfPreservationAsync(
        CallContext context, IRegistry registry)
    {
        var outcome = await registry.ReleaseSelfPreservationAsync(context.Aborted).ConfigureAwait(false);
        return outcome.TryGet(out var existing, out var fault) ? TypedResults.Ok(new ReleasedHolds(existing)) : Problems.Of(fault);
    }

    public static async Task<Results<Ok<ForgottenNode>, ProblemHttpResult>> ForgetAsync(
        CallContext context,
        IRegistry registry,
        HttpContext http,
        [Description("The lasting id of a node, its address as host:port, or its name if no two nodes share it.")] string node)
    {
        var outcome = await registry.ForgetNodeAsync(node, context.Aborted).ConfigureAwait(false);
        if (!outcome.TryGet(out var isForgotten, out var fault))
            return Problems.Of(fault);
        return isForgotten ? TypedResults.Ok(new ForgottenNode(node)) : Problems.UnknownNode(node, http);
    }
}
