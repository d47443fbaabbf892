using MicroReg.Edge.Calls;
using MicroReg.Edge.XmlRpc.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MicroReg.Edge.Http;

/// <summary>
/// Guards every endpoint except that of XML-RPC, which has a guard of its own. A page of another site cannot change anything behind the
/// back of a browser's user. Internal errors are answered as problem documents without detail, and the detail is logged.
/// </summary>
internal sealed class GuardFilter(ILogger logger) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!IsReading(http.Request.Method) && http.Request.Headers.Origin.Count > 0 && !BrowserOrigin.IsOwn(http.Request))
            return Problems.ForeignOrigin();
        try
        {
            return await next(context).ConfigureAwait(false);
        }
        catch (Exception e) when (!http.RequestAborted.IsCancellationRequested && !http.Response.HasStarted)
        {
            Log.RequestFailed(logger, http.Request.Method, http.GetEndpoint()?.DisplayName ?? "", CallContext.Of(http).Caller, e);
            return Problems.Internal();
        }
    }

    private static bool IsReading(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method);
}
