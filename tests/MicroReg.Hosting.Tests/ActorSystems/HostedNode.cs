using MicroReg.Actors.Cluster;
using MicroReg.Actors.Supervision;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Networks;
using MicroReg.Domain.Records;
using MicroReg.Domain.Registry;
using MicroReg.Hosting.ActorSystems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MicroReg.Hosting.Tests.ActorSystems;

/// <summary>A node inside the test's process, so that a test can reach its actor system.</summary>
internal sealed class HostedNode : IAsyncDisposable
{
    private readonly WebApplication _app;

    private HostedNode(WebApplication app) => _app = app;

    public IRegistry Registry => _app.Services.GetRequiredService<IRegistry>();

    public CurrentSystem Current => _app.Services.GetRequiredService<CurrentSystem>();

    /// <summary>Completes when the host stops, asked to or not.</summary>
    public Task Stopped
    {
        get
        {
            var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _app.Lifetime.ApplicationStopping.Register(stopped.SetResult);
            return stopped.Task;
        }
    }

    public Uri BaseAddress => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Starts a node.</summary>
    /// <param name="directory">Its data directory.</param>
    /// <param name="start">What is done in the place of starting an actor system, given the way it is done.</param>
    /// <param name="callTimeout">How long a write waits.</param>
    /// <param name="replacements">How often an actor system that failed is replaced.</param>
    /// <param name="httpPort">Its HTTP port; 0 for any.</param>
    /// <param name="current">Where its actor system is published; null for an object of its own.</param>
    public static async Task<HostedNode> StartAsync(
        string directory,
        Func<ActorSystemStart, ActorSystemStart>? start = null,
        TimeSpan? callTimeout = null,
        ReplacementOptions? replacements = null,
        int httpPort = 0,
        CurrentSystem? current = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{httpPort}");
        builder.Services.AddMicroReg(SettingsOf(directory, callTimeout, replacements));
        if (current is not null)
            builder.Services.AddSingleton(current);
        if (start is not null)
        {
            var made = builder.Services.Single(service => service.ServiceType == typeof(ActorSystemStart));
            builder.Services.AddSingleton(host => start((ActorSystemStart)made.ImplementationFactory!(host)));
        }

        var app = builder.Build();
        app.MapMicroReg();
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new HostedNode(app);
    }

    /// <summary>The settings of a node in a test.</summary>
    public static MicroRegSettings SettingsOf(string directory, TimeSpan? callTimeout = null, ReplacementOptions? replacements = null) =>
        new()
        {
            NodeName = "hosted",
            Storage = new() { Directory = directory },
            Cluster = new ClusterSettings("127.0.0.1", 0, []),
            Health = new() { Targets = TargetNetworks.Loopback, DefaultCheck = new HealthCheck(HealthCheckKind.None) },
            ServiceDb = new() { CallTimeout = callTimeout ?? TimeSpan.FromSeconds(20) },
            Replacements = replacements ?? new(),
            NewRandom = () => new Random(1),
        };

    /// <summary>Waits for the actor system after one.</summary>
    public async Task<RunningSystem> NextAsync(RunningSystem former)
    {
        await former.System.WhenTerminated.Soon();
        var next = await Current.WhenRunning.Soon();
        Assert.NotSame(former, next);
        return next;
    }

    public Task<Outcome<int>> RegisterAsync(string name, int port = 5001) => Registry.RegisterAsync(name, "127.0.0.1", port);

    /// <summary>
    /// Registers an instance: every other one of a service of its own, the rest of one service, where a write has to wait for its turn.
    /// </summary>
    /// <returns>The instance; null if it was refused with 503. Any other fault fails the test.</returns>
    public async Task<InstanceKey?> TryWriteAsync(int round, int number)
    {
        var instance = new InstanceKey(number % 2 == 0 ? $"service-{round}-{number}" : $"shared-{round}", "127.0.0.1", 1 + number);
        var outcome = await RegisterAsync(instance.Name, instance.Port);
        Assert.True(outcome.Fault is null or { Kind: FaultKind.Unavailable }, outcome.Fault?.Message);
        return outcome.Fault is null ? instance : null;
    }

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
