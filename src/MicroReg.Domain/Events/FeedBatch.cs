using System.Collections.Immutable;
using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Events;

/// <summary>What one advance of the feed brought: the same object for all who follow it live.</summary>
/// <param name="end">Up to where whoever has applied it has seen everything.</param>
/// <param name="changes">What it made of records, in the order of the commits; each record once.</param>
/// <param name="isBreak">True if the records were replaced by a copy: whoever followed begins again.</param>
public sealed class FeedBatch(VersionVector end, ImmutableArray<(ServiceRecord? Before, ServiceRecord? After)> changes, bool isBreak)
{
    private StrongBox? _events;

    /// <summary>Up to where whoever has applied it has seen everything.</summary>
    public VersionVector End => end;

    /// <summary>True if the records were replaced by a copy: whoever followed begins again.</summary>
    public bool IsBreak => isBreak;

    /// <summary>How many records it changed.</summary>
    public int Size => changes.Length;

    /// <summary>The events, made when somebody first asks for them: without subscribers nobody pays for them.</summary>
    public ImmutableArray<StatusEvent> Events
    {
        get
        {
            if (_events is { } made)
                return made.Events;
            var events = new StrongBox([.. changes.Select(change => StatusEvents.Between(change.Before, change.After)).OfType<StatusEvent>()]);
            return (Interlocked.CompareExchange(ref _events, events, null) ?? events).Events;
        }
    }

    private sealed record StrongBox(ImmutableArray<StatusEvent> Events);
}
