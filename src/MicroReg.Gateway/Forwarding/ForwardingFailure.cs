using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace MicroReg.Gateway.Forwarding;

/// <summary>Interprets YARP's report of a request that it could not forward.</summary>
internal static class ForwardingFailure
{
    /// <summary>True if the destination caused the failure, and not the client or the gateway.</summary>
    public static bool IsDestinations(IForwarderErrorFeature failure) => failure.Error is
        ForwarderError.Request or ForwarderError.RequestTimedOut or ForwarderError.RequestBodyDestination
        or ForwarderError.ResponseHeaders or ForwarderError.ResponseBodyDestination
        or ForwarderError.UpgradeRequestDestination or ForwarderError.UpgradeResponseDestination;

    /// <summary>
    /// True if the request may be sent to another instance. Nothing may have been answered yet. And either no connection was opened, so
    /// nothing was sent and no body was read; or the method is safe (RFC 9110, section 9.2.1) and there is no body.
    /// </summary>
    public static bool MayBeRepeated(HttpContext context, IForwarderErrorFeature failure) =>
        !context.Response.HasStarted
        && !context.RequestAborted.IsCancellationRequested
        && (IsUnconnected(failure) || (failure.Error is ForwarderError.Request && IsSafe(context)));

    private static bool IsUnconnected(IForwarderErrorFeature failure) => failure switch
    {
        {
            Error: ForwarderError.Request,
            Exception: HttpRequestException
            {
                HttpRequestError: HttpRequestError.ConnectionError
                    or HttpRequestError.NameResolutionError
                    or HttpRequestError.SecureConnectionError,
            },
        } => true,
        // A connection that did not open in time is reported with an inner exception. A request that took too long has none.
        { Error: ForwarderError.RequestTimedOut, Exception: OperationCanceledException { InnerException: TimeoutException } } => true,
        _ => false,
    };

    private static bool IsSafe(HttpContext context) =>
        (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        && context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody is false;
}
