using Microsoft.AspNetCore.Http;

namespace MicroReg.Edge.Calls;

/// <summary>What a method or an endpoint knows of a call, beside its parameters.</summary>
/// <param name="Caller">Who calls.</param>
/// <param name="Aborted">Cancelled when the caller has gone.</param>
/// <param name="MayWait">False if a method must answer at once with what it has, because other calls are queued behind it.</param>
internal readonly record struct CallContext(Caller Caller, CancellationToken Aborted, bool MayWait = true)
{
    /// <summary>The context of a call that comes as an HTTP request.</summary>
    public static CallContext Of(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return new(new Caller(http.Connection.RemoteIpAddress, http.Connection.RemotePort), http.RequestAborted);
    }

    /// <summary>The web server calls this to pass the context to endpoints that have it as a parameter.</summary>
    public static ValueTask<CallContext> BindAsync(HttpContext context) => new(Of(context));
}
