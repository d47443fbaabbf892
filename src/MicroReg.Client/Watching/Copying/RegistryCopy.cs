using System.Text.Json;
using Services = System.Collections.Immutable.ImmutableDictionary<string, System.Collections.Immutable.ImmutableArray<MicroReg.Client.Watching.ServiceInstance>>;

namespace MicroReg.Client.Watching.Copying;

/// <summary>
/// Turns the items of event streams into a copy of the registry, whatever node they come from and wherever a stream breaks.
/// <code>
/// live    ──page──page────────────────────────────x── page …     shown to readers
/// aside                 reset ──page──page──page──┘               a copy from nothing: becomes the live one when it is whole
/// </code>
/// A page counts once its cursor is there: what came of a page before its stream broke is dropped, and the page comes again.
/// Not thread-safe.
/// </summary>
internal sealed class RegistryCopy
{
    /// <summary>Nodes end a page after at most 1,000 changes; who goes on and on without a cursor is no node.</summary>
    public const int LargestPage = 100_000;

    private readonly List<InstanceChange> _page = [];
    private CopyState _live = CopyState.Empty;
    private CopyState? _aside;

    /// <summary>What readers may be shown, and its cursor.</summary>
    public CopyState Live => _live;

    /// <summary>Where the next stream goes on.</summary>
    public string ResumeFrom => (_aside ?? _live).Cursor;

    /// <summary>Begins with what was remembered.</summary>
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

    /// <summary>The copy that was made aside is the live one now.</summary>
    public void Adopt()
    {
        var made = _aside ?? throw new InvalidOperationException("There is no copy aside.");
        _live = new CopyState(InstanceTable.Keep(_live.Services, made.Services), made.Cursor);
        _aside = null;
    }

    /// <summary>The copy that was made aside is not to be believed.</summary>
    public void Distrust() => _aside = null;

    /// <summary>The stream ended, perhaps inside a page.</summary>
    public void OnBroken() => _page.Clear();

    /// <summary>No node understands the cursor: the next stream begins with a snapshot. The copy stays meanwhile.</summary>
    public void ForgetCursor()
    {
        _aside = null;
        _live = _live with { Cursor = "" };
    }
}

/// <summary>A copy and where it stands.</summary>
/// <param name="Services">The instances of each service.</param>
/// <param name="Cursor">The cursor behind which it is complete; "" if it has none.</param>
internal sealed record CopyState(Services Services, string Cursor)
{
    public static CopyState Empty { get; } = new(RegistrySnapshot.Empty.Services, "");
}

/// <summary>What the end of a page means.</summary>
internal enum PageEnd
{
    /// <summary>The live copy is exactly what the node holds.</summary>
    Confirmed,

    /// <summary>The live copy has moved on, and the node has more.</summary>
    Behind,

    /// <summary>The copy aside is not whole yet.</summary>
    Copying,

    /// <summary>The copy aside is whole, and there is nothing in it, although there was before: ask whether the node should know.</summary>
    Doubtful,
}
