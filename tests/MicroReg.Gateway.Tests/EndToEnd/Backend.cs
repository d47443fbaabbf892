using System.Collections.Concurrent;
using System.Net;
using MicroReg.Client.Watching;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace MicroReg.Gateway.Tests.EndToEnd;

/// <summary>
/// An instance of a service: a server that answers with what it received. On <c>/abort</c> it closes the connection instead.
/// </summary>
internal sealed class Backend : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Backend(WebApplication app) => _app = app;

    public int Port => new Uri(_app.Urls.First()).Port;

    /// <summary>The method and target of each request that arrived.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    public static async Task<Backend> StartAsync(IPAddress? address = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(address ?? IPAddress.Loopback, 0));
        var backend = new Backend(builder.Build());
        backend._app.Run(backend.AnswerAsync);
        await backend._app.StartAsync();
        return backend;
    }

    public ServiceInstance Instance(string service = "orders", int weight = 1, string? zone = null, string status = "running") =>
        Instances.At(Port, service: service, weight: weight, zone: zone, status: status);

    /// <summary>Stops the server. Its port is closed afterwards.</summary>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        Requests.Enqueue($"{context.Request.Method} {target}");
        if (target.StartsWith("/abort", StringComparison.Ordinal))
        {
            context.Abort();
            return;
        }

        var body = await new StreamReader(context.Request.Body).ReadToEndAsync();
        await context.Response.WriteAsync(
            $"{Port} {context.Request.Method} {target} prefix={context.Request.Headers["X-Forwarded-Prefix"]} body={body}");
    }
}
