using MicroReg.Domain.Records;

namespace MicroReg.Domain.Events;

/// <summary>
/// The latest state of one instance, as subscribers get it. One object serves all subscribers, so it also caches its encoded forms.
/// </summary>
/// <param name="kind">What happened.</param>
/// <param name="key">The instance.</param>
/// <param name="instance">Its record; if the instance is gone, the last living one, or null if only the key is known.</param>
/// <param name="previousStatus">Its effective status before; null if that is unknown or if the instance did not exist.</param>
/// <param name="version">See <see cref="EventVersion"/>.</param>
/// <param name="at">When the change was made, by the clock of the node that made it.</param>
public sealed class StatusEvent(
    StatusEventKind kind, InstanceKey key, ServiceRecord? instance, ServiceStatus? previousStatus, string version, DateTimeOffset at)
{
    private (object Form, byte[] Bytes)[] _written = [];
    private StatusEvent? _asUnregistered;

    /// <summary>What happened.</summary>
    public StatusEventKind Kind => kind;

    /// <summary>The instance.</summary>
    public InstanceKey Key => key;

    /// <summary>Its record; if the instance is gone, the last living one, or null if only the key is known.</summary>
    public ServiceRecord? Instance => instance;

    /// <summary>Its effective status before; null if that is unknown or if the instance did not exist.</summary>
    public ServiceStatus? PreviousStatus => previousStatus;

    /// <summary>Its effective status now; null if it is gone.</summary>
    public ServiceStatus? Status => kind == StatusEventKind.Unregistered ? null : instance?.Status;

    /// <summary>
    /// Orders the states of this instance: a later state has a text that is ordinally greater. A receiver drops an event whose version is
    /// not greater than the last one that it has applied.
    /// </summary>
    public string Version => version;

    /// <summary>When the change was made, by the clock of the node that made it.</summary>
    public DateTimeOffset At => at;

    /// <summary>The same change for a subscriber whose filter no longer selects the instance.</summary>
    public StatusEvent AsUnregistered => kind == StatusEventKind.Unregistered
        ? this
        : _asUnregistered ??= new StatusEvent(StatusEventKind.Unregistered, key, instance, previousStatus, version, at);

    /// <summary>
    /// The event in one encoded form. It is encoded when it is first needed, and cached. Two threads may encode it at the same time, which
    /// does no harm.
    /// </summary>
    /// <param name="form">Identifies the form: an object that all its users share. It is compared by reference.</param>
    /// <param name="encode">Encodes the event.</param>
    public ReadOnlyMemory<byte> In(object form, Func<StatusEvent, byte[]> encode)
    {
        ArgumentNullException.ThrowIfNull(encode);
        var written = _written;
        foreach (var (known, bytes) in written)
            if (ReferenceEquals(known, form))
                return bytes;
        var made = encode(this);
        _written = [.. written, (form, made)];
        return made;
    }
}
