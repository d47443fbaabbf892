using MicroReg.Domain.Registry;
using MicroReg.Edge.Calls;
using MicroReg.Edge.Http.Api;
using MicroReg.Edge.Http.Dashboard;
using MicroReg.Edge.Http.Diagnostics;
using MicroReg.Edge.Http.Events;
using MicroReg.Edge.Http.Health;
using MicroReg.Edge.Http.Metrics;
using MicroReg.Edge.Methods;
using MicroReg.Edge.XmlRpc.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MicroReg.Edge.Http;

/// <summary>Puts the registry on a web server: XML-RPC, the JSON face, health, metrics, the dashboard.</summary>
internal static class EdgeHosting
{
    /// <summary>Adds what <see cref="MapMicroRegEdge"/> needs. The host adds the <see cref="IRegistry"/>.</summary>
    public static IServiceCollection AddMicroRegEdge(this IServiceCollection services, EdgeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddSingleton(options ?? new EdgeOptions());
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddSingleton<MicroRegMeters>();
        services.AddSingleton<EventStreams>();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, EdgeJsonContext.Default));
        services.AddApiDocument();
        return services;
    }

    /// <summary>Maps everything: <c>POST /</c> is XML-RPC, <c>GET /</c> is the dashboard, and the rest has paths of its own.</summary>
    public static IEndpointRouteBuilder MapMicroRegEdge(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var services = endpoints.ServiceProvider;
        var options = services.GetRequiredService<EdgeOptions>();
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("MicroReg.Edge.Http");
        var all = endpoints.MapGroup("").WithGroupName(ApiDocument.Name);
        MapXmlRpc(all, services, options);
        var web = all.MapGroup("").AddEndpointFilter(new GuardFilter(logger)).AddEndpointFilter(ResponseHeaders.Add);
        web.MapDashboard();
        web.MapHealth();
        web.MapRegistryMetrics();
        web.MapApi();
        if (options.AllowCollect)
            web.MapCollect();
        all.MapApiDocument();
        return endpoints;
    }

    private static void MapXmlRpc(IEndpointRouteBuilder endpoints, IServiceProvider services, EdgeOptions options)
    {
        var registry = services.GetRequiredService<IRegistry>();
        var meters = services.GetRequiredService<MicroRegMeters>();
        var stopping = services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        var events = new EventMethods(registry, new EventStructs(registry), meters.Events, stopping);
        var methods = RegistryMethods.Table(registry, services.GetRequiredService<TimeProvider>(), events.All);
        endpoints.MapXmlRpc(methods, options.XmlRpc, meters.Calls).AddStaleHeader(registry);
        endpoints.MapGet("/RPC2", PostOnly).ExcludeFromDescription();
    }

    /// <summary>For people who open the address of XML-RPC in a browser.</summary>
    private static ContentHttpResult PostOnly(CallContext context, HttpContext http)
    {
        http.Response.Headers.Allow = HttpMethods.Post;
        return TypedResults.Text(
            $"XML-RPC calls are sent with POST. The dashboard is at {MappedPath.Of(http, "/")}.\n",
            statusCode: StatusCodes.Status405MethodNotAllowed);
    }
}
