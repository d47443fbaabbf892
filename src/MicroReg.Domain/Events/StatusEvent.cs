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
    private byte[]?[] _encoded = [];
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
    /// <param name="form">Which form.</param>
    /// <param name="encode">Writes it.</param>
    public ReadOnlyMemory<byte> In(EventForm form, Func<StatusEvent, byte[]> encode)
    {
        ArgumentNullException.ThrowIfNull(encode);
        var slots = _encoded;
        var slot = (int)form;
        if (slot < slots.Length && slots[slot] is { } written)
            return written;
        var grown = new byte[]?[Math.Max(slots.Length, slot + 1)];
        slots.CopyTo(grown, 0);
        var made = grown[slot] = encode(this);
        _encoded = grown;
        return made;
    }
}

/// <summary>The forms in which an event travels.</summary>
public enum EventForm
{
    /// <summary>A JSON object on one line of a stream of server-sent events.</summary>
    ServerSentEvent = 0,

    /// <summary>An XML-RPC value.</summary>
    XmlRpc = 1,

    /// <summary>A message between actors of different nodes.</summary>
    Wire = 2,
}
