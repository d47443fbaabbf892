using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace MicroReg.Gateway.Forwarding;

/// <summary>Reads what YARP says of a request that it could not forward.</summary>
internal static class ForwardingFailure
{
    /// <summary>True if the destination is to blame: not the client, and not the gateway.</summary>
    public static bool IsDestinations(IForwarderErrorFeature failure) => failure.Error is
        ForwarderError.Request or ForwarderError.RequestTimedOut or ForwarderError.RequestBodyDestination
        or ForwarderError.ResponseHeaders or ForwarderError.ResponseBodyDestination
        or ForwarderError.UpgradeRequestDestination or ForwarderError.UpgradeResponseDestination;

    /// <summary>
    /// True if the request may be sent to another instance: nothing has been answered, and either no connection came about,
    /// so nothing was sent and no body was read; or it does no harm twice (RFC 9110, section 9.2.1) and has no body.
    /// </summary>
    public static bool MayBeRepeated(HttpContext context, IForwarderErrorFeature failure) =>
        !context.Response.HasStarted
        && !context.RequestAborted.IsCancellationRequested
        && (IsUnconnected(failure) || (failure.Error is ForwarderError.Request && IsSafe(context)));

    private static bool IsUnconnected(IForwarderErrorFeature failure) => failure switch
    {
        { Error: ForwarderError.Request, Exception: HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError } } => true,
        // So says the handler of a connection that did not open in time; a request that took too long has no inner exception.
        { Error: ForwarderError.RequestTimedOut, Exception: OperationCanceledException { InnerException: TimeoutException } } => true,
        _ => false,
    };

    private static bool IsSafe(HttpContext context) =>
        (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        && context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody is false;
}
