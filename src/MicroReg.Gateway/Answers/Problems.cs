using Microsoft.AspNetCore.Http.HttpResults;

namespace MicroReg.Gateway.Answers;

/// <summary>The gateway's own answers, as problem documents (RFC 9457).</summary>
internal static class Problems
{
    /// <summary>After this many seconds, a caller may try again.</summary>
    private const string RetryAfter = "1";

    public static Task UnknownServiceAsync(HttpContext context, string service) =>
        Problem($"No service '{service}' is registered.", StatusCodes.Status404NotFound).ExecuteAsync(context);

    public static Task NothingHereAsync(HttpContext context) =>
        Problem($"There is nothing at {context.Request.Path}; services are at /NAME/.", StatusCodes.Status404NotFound)
            .ExecuteAsync(context);

    public static Task NothingKnownYetAsync(HttpContext context) => LaterAsync(context, "The gateway has not reached a registry yet.");

    public static Task NoneRunsAsync(HttpContext context, string service) => LaterAsync(context, $"No instance of '{service}' is running.");

    /// <summary>An instance was chosen but did not answer. The status says how it failed.</summary>
    public static Task FailedAsync(HttpContext context, string service, int status)
    {
        var what = status == StatusCodes.Status504GatewayTimeout ? "did not answer in time" : "failed to answer";
        return Problem($"An instance of '{service}' {what}.", status).ExecuteAsync(context);
    }

    private static Task LaterAsync(HttpContext context, string detail)
    {
        context.Response.Headers.RetryAfter = RetryAfter;
        return Problem(detail, StatusCodes.Status503ServiceUnavailable).ExecuteAsync(context);
    }

    private static ProblemHttpResult Problem(string detail, int status) => TypedResults.Problem(detail, statusCode: status);
}
