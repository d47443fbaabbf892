using System.Collections.Immutable;

namespace MicroReg.Domain.Events;

/// <summary>
/// A page of events. A subscriber that has applied all pages up to one whose <see cref="More"/> is false has exactly what the answering
/// node had at that moment, within its filter.
/// </summary>
/// <param name="Events">The events in order; each instance at most once, with its latest state. Empty if only the cursor moves.</param>
/// <param name="Cursor">Where to continue, at this node or at another one.</param>
/// <param name="More">True if there is more now.</param>
/// <param name="Reset">True if this begins a snapshot: drop your copy before you apply it.</param>
public sealed record FeedPage(ImmutableArray<StatusEvent> Events, EventCursor Cursor, bool More, bool Reset);
