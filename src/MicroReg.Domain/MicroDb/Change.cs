using System.Collections.Immutable;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.MicroDb;

/// <summary>One change of a database, in its latest state.</summary>
/// <param name="Position">Where it stands in the feed of its origin.</param>
/// <param name="Key">The key that changed.</param>
/// <param name="Record">The current document of the key; null if it was removed.</param>
public sealed record Change<TKey, TRecord>(Position Position, TKey Key, TRecord? Record)
    where TRecord : class;

/// <summary>An answer to "what changed since this cursor".</summary>
/// <param name="Changes">In (origin, sequence) order; a key that changed several times appears with its latest state.</param>
/// <param name="Cursor">Ask with this cursor next.</param>
/// <param name="More">True if there is more now: ask again at once.</param>
/// <param name="Reset">True if the cursor could not be continued: drop your copy before you apply these changes.</param>
public sealed record ChangePage<TKey, TRecord>(
    ImmutableArray<Change<TKey, TRecord>> Changes,
    VersionVector Cursor,
    bool More,
    bool Reset)
    where TRecord : class;
