using MicroReg.Gateway.Answers;
using MicroReg.Gateway.Mapping;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace MicroReg.Gateway.Forwarding;

/// <summary>
/// Keeps instances that have just failed out of the choice. After a failure that is safe to repeat, tries another instance. If none
/// answers, reports what went wrong. Runs before load balancing, which then chooses again among the other instances.
/// </summary>
internal sealed class RetryMiddleware(
    RequestDelegate next, LiveDestinations live, RecentFailures failures, GatewayMetrics metrics, IOptions<GatewayOptions> options)
{
    private readonly int _retries = options.Value.Retries;

    public Task InvokeAsync(HttpContext context)
    {
        var feature = context.GetReverseProxyFeature();
        return ProxyMetadata.ServiceOf(feature.Cluster.Config.Metadata) is { } service
            ? ForwardAsync(context, feature, service) : next(context);
    }

    private async Task ForwardAsync(HttpContext context, IReverseProxyFeature feature, string service)
    {
        var candidates = feature.AvailableDestinations;
        feature.AvailableDestinations = failures.Avoid(candidates);
        for (var retries = _retries; ; retries--)
        {
            await next(context).ConfigureAwait(false);
            if (context.GetForwarderErrorFeature() is not { } failure)
                return;
            Record(feature, failure);
            candidates = [.. live.Of(service, candidates).Where(candidate => candidate != feature.ProxiedDestination)];
            if (retries <= 0 || candidates.Count == 0 || !ForwardingFailure.MayBeRepeated(context, failure))
                break;
            metrics.Retried();
            Renew(context, feature, failures.Avoid(candidates));
        }

        await AnswerAsync(context, service).ConfigureAwait(false);
    }

    private void Record(IReverseProxyFeature feature, IForwarderErrorFeature failure)
    {
        if (feature.ProxiedDestination is { } destination && ForwardingFailure.IsDestinations(failure))
            failures.Record(destination);
    }

    /// <summary>
    /// Resets the request as if nothing had been tried. Otherwise YARP would take the failure status for an answer that was already given.
    /// </summary>
    private static void Renew(HttpContext context, IReverseProxyFeature feature, IReadOnlyList<DestinationState> candidates)
    {
        context.Response.Clear();
        context.Features.Set<IForwarderErrorFeature>(null);
        feature.ProxiedDestination = null;
        feature.AvailableDestinations = candidates;
    }

    private async Task AnswerAsync(HttpContext context, string service)
    {
        if (context.Response.HasStarted || context.RequestAborted.IsCancellationRequested)
            return;
        metrics.Answered(context.Response.StatusCode);
        await Problems.FailedAsync(context, service, context.Response.StatusCode).ConfigureAwait(false);
    }
}
