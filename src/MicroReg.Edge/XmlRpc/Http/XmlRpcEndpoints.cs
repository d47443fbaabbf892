using MicroReg.Edge.XmlRpc.Methods;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MicroReg.Edge.XmlRpc.Http;

/// <summary>Marks the endpoints of XML-RPC among those of the web server.</summary>
internal sealed class XmlRpcMetadata
{
    /// <summary>The mark.</summary>
    public static XmlRpcMetadata Instance { get; } = new();
}

/// <summary>Maps XML-RPC on the web server.</summary>
internal static class XmlRpcEndpoints
{
    /// <summary>
    /// Answers XML-RPC calls of these methods, and of those of <c>system.</c>, at <c>POST /</c> and <c>POST /RPC2</c>, the
    /// two paths that clients take by default. Other HTTP methods are left to other endpoints, or get 405.
    /// </summary>
    /// <param name="endpoints">The routes of the web server.</param>
    /// <param name="methods">The methods.</param>
    /// <param name="options">The settings, or null for the defaults.</param>
    /// <param name="measurements">Counts the requests; null if they are not counted.</param>
    public static IEndpointConventionBuilder MapXmlRpc(
        this IEndpointRouteBuilder endpoints,
        XmlRpcMethodTable methods,
        XmlRpcOptions? options = null,
        IXmlRpcMeasurements? measurements = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        options ??= new XmlRpcOptions();
        var logger = endpoints.ServiceProvider.GetRequiredService<ILoggerFactory>().CreateLogger("MicroReg.Edge.XmlRpc");
        var dispatcher = new XmlRpcDispatcher(methods, options.Limits, logger, measurements);
        var endpoint = new XmlRpcEndpoint(dispatcher, options, logger, measurements);
        var group = endpoints.MapGroup("").WithMetadata(XmlRpcMetadata.Instance);
        group.MapPost("/", endpoint.HandleAsync);
        group.MapPost("/RPC2", endpoint.HandleAsync);
        return group;
    }
}
