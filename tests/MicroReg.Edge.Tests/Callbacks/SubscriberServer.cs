using System.Collections.Concurrent;
using System.Net;
using MicroReg.XmlRpc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MicroReg.Edge.Tests.Callbacks;

/// <summary>A subscriber: a real Kestrel on a free port of 127.0.0.1 that notes its calls and answers as the test says.</summary>
internal sealed class SubscriberServer : IAsyncDisposable
{
    public const string Taken =
        """<?xml version="1.0"?><methodResponse><params><param><value><boolean>1</boolean></value></param></params></methodResponse>""";

    private readonly WebApplication _app;

    private SubscriberServer(WebApplication app) => _app = app;

    public ConcurrentQueue<XmlRpcCall> Calls { get; } = new();

    public string? LastAuthorization { get; private set; }

    public int Port => new Uri(_app.Urls.Single()).Port;

    public Func<HttpContext, Task> Answer { get; set; } = context => context.Response.WriteAsync(Taken);

    public static async Task<SubscriberServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var server = new SubscriberServer(app);
        app.MapFallback(server.TakeAsync);
        await app.StartAsync();
        return server;
    }

    public Uri Url(string path = "/events", string host = "127.0.0.1") => new($"http://{host}:{Port}{path}");

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        Assert.True(XmlRpcReader.TryReadCall(body.ToArray(), null, XmlRpcLimits.Default, out var call, out var fault), fault?.Message);
        LastAuthorization = context.Request.Headers.Authorization;
        Calls.Enqueue(call);
        await Answer(context);
    }
}
