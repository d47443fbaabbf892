using System.Net;
using MicroReg.Client.Watching;
using MicroReg.Gateway.CommandLine;
using MicroReg.Gateway.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace MicroReg.Gateway.Tests.EndToEnd;

/// <summary>A complete gateway, with a registry whose state the test sets.</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private GatewayHost(WebApplication app, FakeWatcher registry)
    {
        (_app, Registry) = (app, registry);
        Client = new HttpClient(new SocketsHttpHandler { UseProxy = false })
        {
            BaseAddress = new Uri(app.Urls.First()),
            Timeout = TimeSpan.FromSeconds(30),
        };
    }

    public FakeWatcher Registry { get; }

    public HttpClient Client { get; }

    public static async Task<GatewayHost> StartAsync(GatewaySettings? settings = null, FakeWatcher? registry = null)
    {
        registry ??= new FakeWatcher();
        var app = GatewayRunner.Build((settings ?? new()) with { Port = 0 }, services => services.AddSingleton<IRegistryWatcher>(registry));
        await app.StartAsync();
        return new(app, registry);
    }

    /// <summary>Gets a path exactly as written.</summary>
    public async Task<(HttpStatusCode Status, string Body)> GetAsync(string path)
    {
        using var response = await Client.GetAsync(path);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Gets a path until the answer is as expected. YARP needs a moment to load a change.</summary>
    public async Task<string> UntilAsync(string path, Func<HttpStatusCode, string, bool> isExpected)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var (status, body) = await GetAsync(path);
            if (isExpected(status, body))
                return body;
            Assert.False(patience.IsCancellationRequested, $"{path} still answers {(int)status} {body}");
        }
    }

    /// <summary>Gets a path until an instance answers.</summary>
    public Task<string> AnswerAsync(string path) => UntilAsync(path, (status, _) => status == HttpStatusCode.OK);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
