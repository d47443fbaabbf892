using System.Collections.Immutable;

namespace MicroReg.Domain.Events;

/// <summary>
/// What a subscriber is told at a time. Whoever has applied all pages up to one whose <see cref="More"/> is false holds exactly
/// what the node that answered held then, as far as its filter goes.
/// </summary>
/// <param name="Events">In order; of each instance at most its latest state. Empty in a beat that only moves the cursor.</param>
/// <param name="Cursor">Go on from here, at this node or at another one.</param>
/// <param name="More">True if there is more now.</param>
/// <param name="Reset">True if this begins a snapshot: forget your copy before you apply it.</param>
public sealed record FeedPage(ImmutableArray<StatusEvent> Events, EventCursor Cursor, bool More, bool Reset);
