using System.Net;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using MicroReg.Domain.Registry;
using MicroReg.Edge.Http;
using MicroReg.Edge.XmlRpc.Http;
using MicroReg.XmlRpc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MicroReg.Edge.Tests;

/// <summary>A real Kestrel on a free port of 127.0.0.1, with everything that a node serves over HTTP.</summary>
internal sealed class EdgeServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EdgeServer(WebApplication app, FakeRegistry registry)
    {
        (_app, Registry) = (app, registry);
        Address = new IPEndPoint(IPAddress.Loopback, new Uri(app.Urls.Single()).Port);
        Web = new HttpClient { BaseAddress = new Uri(app.Urls.Single()), Timeout = TimeSpan.FromSeconds(30) };
    }

    public FakeRegistry Registry { get; }

    public IPEndPoint Address { get; }

    public HttpClient Web { get; }

    /// <summary>All that is served.</summary>
    public IEnumerable<Endpoint> Endpoints => _app.Services.GetRequiredService<EndpointDataSource>().Endpoints;

    public static async Task<EdgeServer> StartAsync(EdgeOptions? options = null)
    {
        var registry = new FakeRegistry();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IRegistry>(registry).AddSingleton<TimeProvider>(registry.Time).AddMicroRegEdge(options);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.ConfigureXmlRpcLimits(new XmlRpcOptions());
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        var app = builder.Build();
        app.MapMicroRegEdge();
        await app.StartAsync();
        return new EdgeServer(app, registry);
    }

    /// <summary>Calls a method by XML-RPC. The result comes as JSON, a fault as the object {faultCode, faultString}.</summary>
    public async Task<JsonNode?> CallAsync(string method, params object?[] parameters)
    {
        using var body = new MemoryStream();
        var output = System.IO.Pipelines.PipeWriter.Create(body, new(leaveOpen: true));
        XmlRpcWriter.WriteCall(output, new XmlRpcCall(method, [.. parameters.Select(RpcJson.Value)]));
        await output.CompleteAsync();
        using var response = await Web.PostAsync(new Uri("/RPC2", UriKind.Relative), new ByteArrayContent(body.ToArray()));
        var answer = XDocument.Parse(await response.Content.ReadAsStringAsync());
        return RpcJson.Of(answer.Descendants("value").First());
    }

    /// <summary>As <see cref="CallAsync"/>, as text.</summary>
    public async Task<string> TextOfCallAsync(string method, params object?[] parameters) =>
        RpcJson.Text(await CallAsync(method, parameters));

    public async Task<(HttpStatusCode Status, JsonNode? Body)> GetAsync(string path)
    {
        using var response = await Web.GetAsync(new Uri(path, UriKind.Relative));
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsByteArrayAsync()));
    }

    /// <summary>As on SIGTERM.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Web.Dispose();
        await _app.DisposeAsync();
    }
}
