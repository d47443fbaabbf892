using MicroReg.Domain.Networks;
using MicroReg.Domain.Registry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MicroReg.Hosting.Tests;

/// <summary>An application with a registry in it and a web server in memory.</summary>
internal sealed class EmbeddingApplication : IAsyncDisposable
{
    private readonly DirectoryInfo? _own;
    private readonly WebApplication _app;

    private EmbeddingApplication(WebApplication app, DirectoryInfo? own) => (_app, _own) = (app, own);

    public IServiceProvider Services => _app.Services;

    public IRegistry Registry => _app.Services.GetRequiredService<IRegistry>();

    public HttpClient Web => field ??= _app.GetTestClient();

    /// <summary>Builds an application without starting it.</summary>
    /// <param name="directory">The data directory; null for a fresh one, which is gone afterwards.</param>
    /// <param name="services">What else it has.</param>
    /// <param name="map">Where it maps the registry; null for its root.</param>
    public static EmbeddingApplication Build(
        string? directory = null, Action<IServiceCollection>? services = null, Action<WebApplication>? map = null)
    {
        var own = directory is null ? Directory.CreateTempSubdirectory("microreg-hosting-") : null;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        services?.Invoke(builder.Services);
        builder.Services.AddMicroReg(new MicroRegSettings
        {
            Storage = new() { Directory = directory ?? own!.FullName },
            Health = new() { Targets = TargetNetworks.Loopback },
            NewRandom = () => new Random(1),
        });
        var app = builder.Build();
        (map ?? (application => application.MapMicroReg()))(app);
        return new EmbeddingApplication(app, own);
    }

    public Task StartAsync() => _app.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _own?.Delete(recursive: true);
    }
}
