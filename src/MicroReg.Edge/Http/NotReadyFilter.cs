using MicroReg.Domain.Kernel;
using MicroReg.Domain.Registry;
using MicroReg.Edge.Calls;
using MicroReg.Edge.Http.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;

namespace MicroReg.Edge.Http;

/// <summary>Applies the <see cref="NotReadyRule"/> of each endpoint of the JSON face; one that says none is refused.</summary>
internal static class NotReadyFilter
{
    /// <summary>Sets the rule of an endpoint.</summary>
    public static TBuilder WhileNotReady<TBuilder>(this TBuilder endpoint, NotReadyRule rule)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new Rule(rule));

    public static async ValueTask<object?> ApplyAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var rule = http.GetEndpoint()?.Metadata.GetMetadata<Rule>()?.Value ?? NotReadyRule.Refuse;

        // Readiness is read first: an answer from records that were not complete yet is judged as such.
        var readiness = http.RequestServices.GetRequiredService<IRegistry>().Readiness;
        if (readiness.KnowsAll || rule == NotReadyRule.Answer)
            return await next(context).ConfigureAwait(false);
        if (rule == NotReadyRule.Refuse)
            return Refuse(http, readiness);
        var result = await next(context).ConfigureAwait(false);
        return IsUnknown(result is INestedHttpResult nested ? nested.Result : result) ? Refuse(http, readiness) : result;
    }

    private static bool IsUnknown(object? result) =>
        result is IStatusCodeHttpResult { StatusCode: StatusCodes.Status404NotFound }
            or IValueHttpResult { Value: ResolvedInstances { Instances.Count: 0 } };

    private static ProblemHttpResult Refuse(HttpContext http, Readiness readiness)
    {
        http.Response.Headers.RetryAfter = "1";
        return Problems.Of(readiness.CannotKnow());
    }

    private sealed record Rule(NotReadyRule Value);
}
