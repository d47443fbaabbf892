using MicroReg.Client.Calls;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MicroReg.Client.Registration;

/// <summary>
/// Registers the application once its server listens, and unregisters it before the server stops. It never prevents the start, and it
/// delays the stop only for a limited time.
/// </summary>
internal sealed class RegistrationHost(RegistrationOptions options, IServer? server, ILogger<RegistrationHost> logger, TimeProvider time)
    : IHostedLifecycleService, IRegistrationState, IDisposable
{
    private readonly RegistryClient _registry = new(options, time);
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _registered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Registrar? _registrar;
    private Task _running = Task.CompletedTask;
    private volatile int _id = -1;

    public string Service => options.Service;

    public int? Id => _id < 0 ? null : _id;

    public Task WhenRegisteredAsync(CancellationToken cancellation = default) => _registered.Task.WaitAsync(cancellation);

    /// <summary>All hosted services have started, so the server listens and its port is known.</summary>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var addresses = server?.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        if (OwnEndpoint.Find(options, addresses) is not var (host, port))
        {
            Log.NoEndpoint(logger, options.Service);
            return Task.CompletedTask;
        }

        _registrar = new Registrar(_registry, options.At(host, port), options, logger, time, options.NewRandom())
        {
            OnRegistered = OnRegistered
        };
        _running = RunAsync(_registrar);
        return Task.CompletedTask;
    }

    /// <summary>No hosted service has stopped yet, so the server still takes requests.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        if (_registrar is not { HasTried: true })
            return;
        using var patience = new CancellationTokenSource(options.DrainTime + options.StopTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        await _registrar.LeaveAsync(either.Token).ConfigureAwait(false);
        _id = -1;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _registry.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync(Registrar registrar)
    {
        try
        {
            await registrar.RunAsync(_stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Stopped on request.
        }
    }

    private void OnRegistered(int id)
    {
        _id = id;
        _registered.TrySetResult();
    }
}
