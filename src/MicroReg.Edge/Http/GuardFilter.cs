using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MicroReg.Edge.Http;

/// <summary>Answers what went wrong inside as a problem document without detail; the log has the detail.</summary>
internal sealed class GuardFilter(ILogger logger) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        try
        {
            return await next(context).ConfigureAwait(false);
        }
        catch (Exception e) when (!http.RequestAborted.IsCancellationRequested && !http.Response.HasStarted)
        {
            Log.RequestFailed(logger, http.Request.Method, http.GetEndpoint()?.DisplayName ?? "", e);
            return Problems.Internal();
        }
    }
}
