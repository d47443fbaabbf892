using MicroReg.Client.Watching;
using MicroReg.Gateway.Answers;
using MicroReg.Gateway.Mapping;

namespace MicroReg.Gateway.Forwarding;

/// <summary>
/// The first step for a request. Finds its service and the running instances, and answers if there are none. Requests for other clusters
/// pass untouched.
/// </summary>
internal sealed class ServiceMiddleware(
    RequestDelegate next, IRegistryWatcher watcher, UsableCopy copy, AssignedRequests requests, GatewayMetrics metrics)
{
    /// <summary>The same header as a node's. It says that the answer may be out of date.</summary>
    private const string StaleHeader = "MicroReg-Stale";

    public Task InvokeAsync(HttpContext context)
    {
        var feature = context.GetReverseProxyFeature();
        if (feature.Route.Config.Metadata?.ContainsKey(ProxyMetadata.ServiceInPath) is true)
            return InPathAsync(context);
        return ProxyMetadata.ServiceOf(feature.Cluster.Config.Metadata) is { } service ? ForwardAsync(context, service) : next(context);
    }

    private Task InPathAsync(HttpContext context)
    {
        ServiceInPath.Split(context.Request.Path, out var segment, out var rest);
        if (!ServiceInPath.TryFind(watcher.Current, segment, out var service))
            return AnswerAsync(context, StatusCodes.Status404NotFound, service);
        // As for an application that is mounted below a path: the instance gets the rest of the path, and the prefix as X-Forwarded-Prefix.
        context.Request.PathBase += segment;
        context.Request.Path = rest;
        return ForwardAsync(context, service);
    }

    private Task ForwardAsync(HttpContext context, string service) =>
        requests.TryAssign(context, service) ? ForwardAsync(context) : ForwardLaterAsync(context, service);

    private async Task ForwardLaterAsync(HttpContext context, string service)
    {
        var isAssigned = await requests.TryAssignLaterAsync(context, service).ConfigureAwait(false);
        await (isAssigned ? ForwardAsync(context) : AnswerAsync(context, StatusCodes.Status503ServiceUnavailable, service))
            .ConfigureAwait(false);
    }

    private Task ForwardAsync(HttpContext context)
    {
        TellStaleness(context);
        return next(context);
    }

    private Task AnswerAsync(HttpContext context, int status, string service)
    {
        TellStaleness(context);
        if (!copy.IsThere)
            (status, service) = (StatusCodes.Status503ServiceUnavailable, "");
        metrics.Answered(status);
        return status == StatusCodes.Status404NotFound ? Problems.UnknownServiceAsync(context, service)
            : service.Length == 0 ? Problems.NothingKnownYetAsync(context)
            : Problems.NoneRunsAsync(context, service);
    }

    private void TellStaleness(HttpContext context)
    {
        // Set when the answer starts, because a second try begins with an empty answer.
        if (!watcher.IsInTouch)
            context.Response.OnStarting(static state => SetAsync((HttpResponse)state), context.Response);
    }

    private static Task SetAsync(HttpResponse response)
    {
        response.Headers[StaleHeader] = "true";
        return Task.CompletedTask;
    }
}
