using System.Diagnostics;

namespace MicroReg.Domain.Kernel;

/// <summary>
/// Tells any number of listeners when something happens: at once, on the thread on which it happens, in the order in which they
/// subscribed. So a listener must be quick; one that has much to do puts what it hears into a queue. For any thread.
/// <para>
/// What happened has happened: a listener that throws neither undoes it nor keeps the others from hearing of it. Its exception
/// goes to the handler that it subscribed with, or, without one, to <see cref="Trace"/>.
/// </para>
/// </summary>
/// <typeparam name="T">What listeners are told.</typeparam>
internal sealed class Notifier<T>
{
    private readonly Lock _gate = new();

    // Replaced as a whole, so that to notify costs one read and takes no lock.
    private volatile Entry[] _entries = [];

    /// <summary>Tells a listener from now on.</summary>
    /// <param name="listener">The listener. Each call of this method counts on its own, also with the same listener.</param>
    /// <param name="onFailure">Gets what the listener throws; null for <see cref="Trace"/>. It must not throw itself.</param>
    /// <returns>
    /// Ends this subscription and no other when it is disposed. A notification that is under way on another thread may still reach
    /// the listener.
    /// </returns>
    public IDisposable Subscribe(Action<T> listener, Action<Exception>? onFailure = null)
    {
        ArgumentNullException.ThrowIfNull(listener);
        var entry = new Entry(this, listener, onFailure ?? TraceFailure);
        lock (_gate)
            _entries = [.. _entries, entry];
        return entry;
    }

    /// <summary>Tells all listeners. Never throws what a listener throws.</summary>
    internal void Notify(T value)
    {
        foreach (var entry in _entries)
            entry.Tell(value);
    }

    private static void TraceFailure(Exception failure) => Trace.TraceError("A listener failed: {0}", failure);

    private sealed class Entry(Notifier<T> notifier, Action<T> listener, Action<Exception> onFailure) : IDisposable
    {
        public void Tell(T value)
        {
            try
            {
                listener(value);
            }
            catch (Exception failure)
            {
                onFailure(failure);
            }
        }

        public void Dispose()
        {
            lock (notifier._gate)
                notifier._entries = [.. notifier._entries.Where(other => other != this)];
        }
    }
}
