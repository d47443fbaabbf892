using MicroReg.Domain.Records;

namespace MicroReg.Domain.Events;

/// <summary>
/// The latest state of one instance, as it is told to subscribers. One object serves all of them, so it also keeps the
/// forms in which it was written.
/// </summary>
/// <param name="kind">What happened.</param>
/// <param name="key">The instance.</param>
/// <param name="instance">Its record: living, or the last living one; null if it is gone and only its key is known.</param>
/// <param name="previousStatus">Its effective status before; null if that is not known, or if it was not there.</param>
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

    /// <summary>Its record; of an instance that is gone the last living one, or null if only its key is known.</summary>
    public ServiceRecord? Instance => instance;

    /// <summary>Its effective status before; null if that is not known, or if it was not there.</summary>
    public ServiceStatus? PreviousStatus => previousStatus;

    /// <summary>Its effective status now; null if it is gone.</summary>
    public ServiceStatus? Status => kind == StatusEventKind.Unregistered ? null : instance?.Status;

    /// <summary>
    /// Orders the states of this instance: compared ordinally, a later state has a greater text. Receivers drop an event whose
    /// version is not greater than what they hold.
    /// </summary>
    public string Version => version;

    /// <summary>When the change was made, by the clock of the node that made it.</summary>
    public DateTimeOffset At => at;

    /// <summary>The same change for a subscriber whose filter does not select the instance any more.</summary>
    public StatusEvent AsUnregistered => kind == StatusEventKind.Unregistered
        ? this
        : _asUnregistered ??= new StatusEvent(StatusEventKind.Unregistered, key, instance, previousStatus, version, at);

    /// <summary>
    /// The event in one form, written at the first need and kept for all others. Two threads that need it at once may both
    /// write it, which does no harm.
    /// </summary>
    /// <param name="form">Stands for the form: an object that everybody who writes it shares, compared by reference.</param>
    /// <param name="encode">Writes it.</param>
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
