using System.Net;
using MicroReg.Edge.XmlRpc.Http;
using MicroReg.Edge.XmlRpc.Methods;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace MicroReg.Edge.Tests.XmlRpc.Http;

/// <summary>A real Kestrel on a free port of 127.0.0.1 with a few methods to call.</summary>
public sealed class XmlRpcServer : IAsyncLifetime
{
    private readonly XmlRpcOptions _options;
    private WebApplication? _app;

    public XmlRpcServer()
        : this(new XmlRpcOptions())
    {
    }

    private XmlRpcServer(XmlRpcOptions options) => _options = options;

    public IPEndPoint Address { get; private set; } = new(IPAddress.Loopback, 0);

    /// <summary>Completes when the method <c>test.hang</c> has seen its caller go.</summary>
    public TaskCompletionSource HangCancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the method <c>test.hang</c> has been called.</summary>
    public TaskCompletionSource HangStarted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static async Task<XmlRpcServer> StartAsync(XmlRpcOptions options)
    {
        var server = new XmlRpcServer(options);
        await server.InitializeAsync();
        return server;
    }

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.ConfigureXmlRpcLimits(_options);
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        _app = builder.Build();
        _app.MapGet("/", () => "dashboard");
        _app.MapXmlRpc(new XmlRpcMethodTable(TestMethods.All(this)), _options);
        await _app.StartAsync();
        Address = new IPEndPoint(IPAddress.Loopback, new Uri(_app.Urls.Single()).Port);
    }

    public async Task DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
    }
}
