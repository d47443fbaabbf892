using Microsoft.AspNetCore.Http.HttpResults;

namespace MicroReg.Gateway.Answers;

/// <summary>What the gateway answers by itself: problem documents (RFC 9457).</summary>
internal static class Problems
{
    /// <summary>Seconds after which a caller may find what it did not find now.</summary>
    private const string RetryAfter = "1";

    public static Task UnknownServiceAsync(HttpContext context, string service) =>
        Problem($"No service '{service}' is registered.", StatusCodes.Status404NotFound).ExecuteAsync(context);

    public static Task NothingHereAsync(HttpContext context) =>
        Problem($"There is nothing at {context.Request.Path}; services are at /NAME/.", StatusCodes.Status404NotFound).ExecuteAsync(context);

    public static Task NothingKnownYetAsync(HttpContext context) => LaterAsync(context, "The gateway has not reached a registry yet.");

    public static Task NoneRunsAsync(HttpContext context, string service) => LaterAsync(context, $"No instance of '{service}' is running.");

    /// <summary>An instance was chosen and gave no answer; the status says in which way.</summary>
    public static Task FailedAsync(HttpContext context, string service, int status) =>
        Problem($"An instance of '{service}' {(status == StatusCodes.Status504GatewayTimeout ? "did not answer in time" : "failed to answer")}.", status).ExecuteAsync(context);

    private static Task LaterAsync(HttpContext context, string detail)
    {
        context.Response.Headers.RetryAfter = RetryAfter;
        return Problem(detail, StatusCodes.Status503ServiceUnavailable).ExecuteAsync(context);
    }

    private static ProblemHttpResult Problem(string detail, int status) => TypedResults.Problem(detail, statusCode: status);
}
