using MicroReg.Client.Calls;
using MicroReg.Client.Nodes;
using Microsoft.Extensions.Logging;

namespace MicroReg.Client.Registration;

/// <summary>
/// Keeps one instance registered until it is stopped.
/// <code>
/// register ──accepted──► heartbeat every ttl / 3 ──true──► …
///    ▲                        │ false: unknown
///    └────────────────────────┘ no such method: register again every ttl / 2 instead
/// </code>
/// </summary>
internal sealed class Registrar(
    RegistryClient registry, ServiceRegistration instance, RegistrationOptions options, ILogger logger, TimeProvider time, Random random)
{
    /// <summary>The longest drain time that the registry accepts, in seconds.</summary>
    private const int LongestDrain = 86_400;

    private bool _supportsHeartbeats = true;

    /// <summary>Called with the id after each registration.</summary>
    public required Action<int> OnRegistered { get; init; }

    /// <summary>True once the registry may know the instance, even if no answer confirmed it.</summary>
    public bool HasTried { get; private set; }

    /// <summary>Registers the instance and keeps it registered.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (true)
        {
            await RegisterAsync(stop).ConfigureAwait(false);
            do
                await Task.Delay(NextLook(), time, stop).ConfigureAwait(false);
            while (await IsKnownAsync(stop).ConfigureAwait(false));
        }
    }

    /// <summary>Marks the instance as draining, gives gateways time to notice, and unregisters it.</summary>
    public async Task LeaveAsync(CancellationToken stop)
    {
        var endpoint = (instance.Host, instance.Port);
        try
        {
            if (await DrainAsync(stop).ConfigureAwait(false))
            {
                Log.Draining(logger, instance.Service, instance.Host, instance.Port, options.DrainTime);
                await Task.Delay(options.DrainTime, time, stop).ConfigureAwait(false);
            }

            await registry.UnregisterAsync(instance.Service, endpoint, stop).ConfigureAwait(false);
            Log.Unregistered(logger, instance.Service, instance.Host, instance.Port);
        }
        catch (Exception failure) when (IsExpected(failure))
        {
            Log.NotUnregistered(logger, instance.Service, instance.Host, instance.Port, failure.Message);
        }
    }

    /// <summary>The registry unregisters the instance by itself if the application is killed before it can do that.</summary>
    private async Task<bool> DrainAsync(CancellationToken stop)
    {
        try
        {
            var seconds = (int)Math.Clamp(Math.Ceiling((options.DrainTime + options.StopTimeout).TotalSeconds), 1, LongestDrain);
            return await registry.DrainAsync(instance.Service, instance.Host, instance.Port, seconds, stop).ConfigureAwait(false);
        }
        catch (RegistryFaultException fault) when (fault.Code == XmlRpc.XmlRpcFaultCodes.MethodNotFound)
        {
            return await registry.UpdateStatusAsync(instance.Service, "draining", (instance.Host, instance.Port), stop)
                .ConfigureAwait(false);
        }
    }

    private static bool IsExpected(Exception failure) =>
        failure is RegistryUnavailableException or RegistryFaultException or InvalidDataException or OperationCanceledException;

    private TimeSpan NextLook() => options.Ttl is { } ttl ? ttl / (_supportsHeartbeats ? 3 : 2) : options.LookInterval;

    private async Task RegisterAsync(CancellationToken stop)
    {
        var backoff = new Backoff(options.LongestBackoff, random);
        while (true)
        {
            HasTried = true;
            try
            {
                var id = await registry.RegisterAsync(instance, stop).ConfigureAwait(false);
                Log.Registered(logger, instance.Service, instance.Host, instance.Port, id);
                OnRegistered(id);
                return;
            }
            catch (Exception failure) when (IsExpected(failure) && !stop.IsCancellationRequested)
            {
                Log.NotRegistered(logger, instance.Service, instance.Host, instance.Port, failure.Message);
            }

            await Task.Delay(backoff.Next(), time, stop).ConfigureAwait(false);
        }
    }

    /// <summary>False if the instance must be registered again.</summary>
    private async Task<bool> IsKnownAsync(CancellationToken stop)
    {
        try
        {
            if (options.Ttl is null)
                return await registry.IsRegisteredAsync(instance.Service, instance.Host, instance.Port, stop).ConfigureAwait(false);
            return _supportsHeartbeats
                && await registry.HeartbeatAsync(instance.Service, instance.Host, instance.Port, stop).ConfigureAwait(false);
        }
        catch (RegistryFaultException fault) when (fault.Code == XmlRpc.XmlRpcFaultCodes.MethodNotFound)
        {
            Log.NoHeartbeats(logger, instance.Service);
            _supportsHeartbeats = false;
            return true; // It was registered a third of its lease ago.
        }
        catch (Exception failure) when (IsExpected(failure) && !stop.IsCancellationRequested)
        {
            Log.HeartbeatFailed(logger, instance.Service, failure.Message);
            return true;
        }
    }
}
