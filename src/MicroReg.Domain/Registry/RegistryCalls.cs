using System.Collections.Immutable;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;
using MicroReg.Domain.Views;

namespace MicroReg.Domain.Registry;

/// <summary>The calls of the registry with plain arguments, for plugins and host applications.</summary>
public static class RegistryCalls
{
    /// <summary>Checks and registers an instance.</summary>
    /// <returns>Its id, or the fault that names the wrong parameter or says why it was not registered.</returns>
    public static Task<Outcome<int>> RegisterAsync(
        this IRegistry registry,
        string name,
        string host,
        int port,
        InstanceAttributes? attributes = null,
        CancellationToken cancellation = default) =>
        RegistryCommands.Register(name, host, port, attributes).TryGet(out var command, out var fault)
            ? registry.RegisterAsync(command, cancellation)
            : Task.FromResult<Outcome<int>>(fault);

    /// <summary>Reports the status of one instance, or of all instances of a service.</summary>
    /// <returns>False if nothing of that name (and endpoint) is registered.</returns>
    public static Task<Outcome<bool>> UpdateStatusAsync(
        this IRegistry registry, string name, ServiceStatus status, Endpoint? endpoint = null, CancellationToken cancellation = default) =>
        RegistryCommands.UpdateStatus(name, endpoint, status).TryGet(out var command, out var fault)
            ? registry.UpdateStatusAsync(command, cancellation)
            : Task.FromResult<Outcome<bool>>(fault);

    /// <summary>Unregisters one instance, or all instances of a service.</summary>
    /// <returns>False if nothing of that name (and endpoint) is registered.</returns>
    public static Task<Outcome<bool>> UnregisterAsync(
        this IRegistry registry, string name, Endpoint? endpoint = null, CancellationToken cancellation = default) =>
        RegistryCommands.Unregister(name, endpoint).TryGet(out var command, out var fault)
            ? registry.UnregisterAsync(command, cancellation)
            : Task.FromResult<Outcome<bool>>(fault);

    /// <summary>The running instances of a service in the order of use; empty if the service is unknown or has none.</summary>
    public static ImmutableArray<ServiceRecord> Resolve(
        this IRegistry registry, string name, InstanceFilter? filter = null, int count = int.MaxValue) =>
        registry.View.Find(name)?.Resolve(filter ?? InstanceFilter.All, count) ?? [];
}
