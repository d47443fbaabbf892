using MicroReg.Domain.Records;

namespace MicroReg.Domain.Rules;

/// <summary>A change that a caller wants in one service. It is valid by construction: see <see cref="RegistryCommands"/>.</summary>
/// <param name="Service">The name of the service. Its actor handles the command.</param>
public abstract record RegistryCommand(string Service)
{
    /// <summary>The level asked for; null for the configured one.</summary>
    public AcknowledgementLevel? Acknowledgement { get; init; }

    /// <summary>
    /// True to fail (503) if the level is not met in time, false to succeed as degraded, null for the configured behaviour. A write that
    /// failed this way is stored all the same, and spreads later.
    /// </summary>
    public bool? IsStrict { get; init; }

    /// <summary>
    /// Called before the command is answered with success, with the level that was reached. It may be less than was asked for. Not called
    /// if nothing was written.
    /// </summary>
    public Action<AcknowledgementLevel>? OnReached { get; init; }
}

/// <summary>Adds an instance, or starts a new generation of an existing one.</summary>
/// <param name="Key">The instance.</param>
/// <param name="Attributes">Its attributes.</param>
public sealed record RegisterInstance(InstanceKey Key, InstanceAttributes Attributes) : RegistryCommand(Key.Name);

/// <summary>Sets the reported status of one instance, or of all instances of a service.</summary>
/// <param name="Service">The service.</param>
/// <param name="Endpoint">The instance; null for all.</param>
/// <param name="Status">What is reported.</param>
public sealed record UpdateStatus(string Service, Endpoint? Endpoint, ServiceStatus Status) : RegistryCommand(Service);

/// <summary>Reports that an instance is draining, and unregisters it after a time unless another status is reported before.</summary>
/// <param name="Key">The instance.</param>
/// <param name="Seconds">After how many seconds; 1 to 86,400.</param>
public sealed record DrainInstance(InstanceKey Key, int Seconds) : RegistryCommand(Key.Name)
{
    /// <summary>The default time in seconds: <value>30</value>.</summary>
    public const int DefaultSeconds = 30;

    /// <summary>The greatest time, in seconds: a day.</summary>
    public const int MaxSeconds = 86_400;
}

/// <summary>Removes one instance, or all instances of a service.</summary>
/// <param name="Service">The service.</param>
/// <param name="Endpoint">The instance; null for all.</param>
public sealed record UnregisterInstances(string Service, Endpoint? Endpoint) : RegistryCommand(Service);
