using System.Globalization;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Rules;

/// <summary>Creates commands from what callers give. A command that exists obeys the rules.</summary>
internal static class RegistryCommands
{
    /// <summary>Checks and makes a registration.</summary>
    public static Outcome<RegisterInstance> Register(string name, string host, long port, InstanceAttributes? attributes = null)
    {
        var given = attributes ?? InstanceAttributes.Default;
        return (CheckKey(name, host, port) ?? AttributeRules.Check(given)) is { } fault
            ? fault
            : new RegisterInstance(new InstanceKey(name, host, (int)port), given);
    }

    /// <summary>Checks and makes a status update; without endpoint for all instances of the service.</summary>
    public static Outcome<UpdateStatus> UpdateStatus(string name, Endpoint? endpoint, ServiceStatus status) =>
        CheckTarget(name, endpoint) is { } fault ? fault : new UpdateStatus(name, endpoint, status);

    /// <summary>Checks and makes an unregistration; without endpoint of all instances of the service.</summary>
    public static Outcome<UnregisterInstances> Unregister(string name, Endpoint? endpoint) =>
        CheckTarget(name, endpoint) is { } fault ? fault : new UnregisterInstances(name, endpoint);

    /// <summary>Checks and makes the draining of an instance.</summary>
    public static Outcome<DrainInstance> Drain(string name, string host, long port, long seconds = DrainInstance.DefaultSeconds)
    {
        var fault = CheckKey(name, host, port) ?? (seconds is >= 1 and <= DrainInstance.MaxSeconds
            ? null
            : RegistryFault.Invalid(
                "seconds", string.Create(CultureInfo.InvariantCulture, $"must be 1 to {DrainInstance.MaxSeconds}, not {seconds}")));
        return fault is null ? new DrainInstance(new InstanceKey(name, host, (int)port), (int)seconds) : fault;
    }

    private static RegistryFault? CheckKey(string name, string host, long port) =>
        Checked.Name(name) ?? Checked.Host(host) ?? Checked.Port(port);

    private static RegistryFault? CheckTarget(string name, Endpoint? endpoint) =>
        Checked.Name(name) ?? (endpoint is { } one ? Checked.Host(one.Host) ?? Checked.Port(one.Port) : null);
}
