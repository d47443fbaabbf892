using System.Collections.Immutable;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Events;

/// <summary>The changes of one advance of the feed. All live readers share the same object.</summary>
/// <param name="end">What a reader has seen after it has applied the batch.</param>
/// <param name="changes">The changed records, in the order of the commits; each record once.</param>
/// <param name="isBreak">True if the records were replaced by a copy: readers start over.</param>
internal sealed class FeedBatch(VersionVector end, ImmutableArray<RecordChange> changes, bool isBreak)
{
    private StrongBox? _events;

    /// <summary>What a reader has seen after it has applied the batch.</summary>
    public VersionVector End => end;

    /// <summary>True if the records were replaced by a copy: readers start over.</summary>
    public bool IsBreak => isBreak;

    /// <summary>How many records it changed.</summary>
    public int Size => changes.Length;

    /// <summary>The events, created on first use: without subscribers they cost nothing.</summary>
    public ImmutableArray<StatusEvent> Events
    {
        get
        {
            if (_events is { } made)
                return made.Events;
            var events = new StrongBox(
                [.. changes.Select(change => StatusEvents.Of(change)).OfType<StatusEvent>()]);
            return (Interlocked.CompareExchange(ref _events, events, null) ?? events).Events;
        }
    }

    private sealed record StrongBox(ImmutableArray<StatusEvent> Events);
}
