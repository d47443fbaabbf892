using System.Text.Json;
using Services = System.Collections.Immutable.ImmutableDictionary<string,
    System.Collections.Immutable.ImmutableArray<MicroReg.Client.Watching.ServiceInstance>>;

namespace MicroReg.Client.Watching.Copying;

/// <summary>
/// Turns the items of event streams into a copy of the registry. The streams may come from different nodes and may break anywhere.
/// <code>
/// live    ──page──page────────────────────────────x── page …     shown to readers
/// aside                 reset ──page──page──page──┘               a new copy: replaces the live one when it is complete
/// </code>
/// A page is applied when its cursor arrives. If the stream breaks within a page, that page is dropped and sent again.
/// Not thread-safe.
/// </summary>
internal sealed class RegistryCopy
{
    /// <summary>
    /// The most changes without a cursor. Nodes end a page after at most 1,000 changes, so more than this does not come from a node.
    /// </summary>
    public const int LargestPage = 100_000;

    private readonly List<InstanceChange> _page = [];
    private CopyState _live = CopyState.Empty;
    private CopyState? _aside;

    /// <summary>The copy that readers see, with its cursor.</summary>
    public CopyState Live => _live;

    /// <summary>The cursor from which the next stream continues.</summary>
    public string ResumeFrom => (_aside ?? _live).Cursor;

    /// <summary>Starts with a cached copy.</summary>
    public void Restore(CopyState remembered) => _live = remembered;

    /// <summary>A snapshot begins.</summary>
    public void OnReset()
    {
        _page.Clear();
        _aside = CopyState.Empty;
    }

    /// <summary>An instance has changed.</summary>
    public void OnChange(InstanceChange change)
    {
        if (_page.Count == LargestPage)
            throw new JsonException($"More than {LargestPage} changes without a cursor.");
        _page.Add(change);
    }

    /// <summary>A page ends.</summary>
    public PageEnd OnCursor(string cursor, bool more)
    {
        var former = _aside ?? _live;
        var state = new CopyState(InstanceTable.Apply(former.Services, _page), cursor);
        _page.Clear();
        if (_aside is null)
        {
            _live = state;
            return more ? PageEnd.Behind : PageEnd.Confirmed;
        }

        _aside = state;
        if (more)
            return PageEnd.Copying;
        if (state.Services.IsEmpty && !_live.Services.IsEmpty)
            return PageEnd.Doubtful;
        Adopt();
        return PageEnd.Confirmed;
    }

    /// <summary>Makes the copy aside the live one.</summary>
    public void Adopt()
    {
        var made = _aside ?? throw new InvalidOperationException("There is no copy aside.");
        _live = new CopyState(InstanceTable.Keep(_live.Services, made.Services), made.Cursor);
        _aside = null;
    }

    /// <summary>Discards the copy aside, because it cannot be trusted.</summary>
    public void Distrust() => _aside = null;

    /// <summary>The stream ended, perhaps within a page.</summary>
    public void OnBroken() => _page.Clear();

    /// <summary>No node accepts the cursor. The next stream begins with a snapshot. The live copy stays until then.</summary>
    public void ForgetCursor()
    {
        _aside = null;
        _live = _live with { Cursor = "" };
    }
}

/// <summary>A copy and its cursor.</summary>
/// <param name="Services">The instances of each service.</param>
/// <param name="Cursor">The cursor up to which the copy is complete. Empty if there is none.</param>
internal sealed record CopyState(Services Services, string Cursor)
{
    public static CopyState Empty { get; } = new(RegistrySnapshot.Empty.Services, "");
}

/// <summary>The meaning of the end of a page.</summary>
internal enum PageEnd
{
    /// <summary>The live copy is exactly what the node has.</summary>
    Confirmed,

    /// <summary>The live copy has advanced, but the node has more.</summary>
    Behind,

    /// <summary>The copy aside is not complete yet.</summary>
    Copying,

    /// <summary>
    /// The copy aside is complete but empty, and the live one is not. The node must first confirm that it is in a position to know.
    /// </summary>
    Doubtful,
}
