using System.Collections.Concurrent;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Database;

/// <summary>The living subscriptions by id, for any thread. The single writer of the records keeps it in step with them.</summary>
internal sealed class SubscriptionTable
{
    private readonly ConcurrentDictionary<string, Subscription> _living = new(concurrencyLevel: 1, capacity: 31, StringComparer.Ordinal);
    private int _count;

    /// <summary>How many there are.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>All of them. Each is shown as it was at some moment of the traversal.</summary>
    public IEnumerable<KeyValuePair<string, Subscription>> All => _living;

    /// <summary>The subscription with an id, or null.</summary>
    public Subscription? Find(string id) => _living.GetValueOrDefault(id);

    /// <summary>
    /// Raised with the id of a subscription that has begun or ended. It is raised inside the write; the table shows the change already.
    /// </summary>
    public Notifier<string> BegunOrEnded { get; } = new();

    /// <summary>Applies a change.</summary>
    /// <param name="id">The subscription.</param>
    /// <param name="subscription">Its state now; null if it has ended.</param>
    internal void Apply(string id, Subscription? subscription)
    {
        var wasThere = _living.ContainsKey(id);
        if (subscription is not null)
            _living[id] = subscription;
        else
            _living.TryRemove(id, out _);
        if (wasThere == subscription is not null)
            return;
        Volatile.Write(ref _count, _count + (wasThere ? -1 : 1));
        BegunOrEnded.Notify(id);
    }
}
