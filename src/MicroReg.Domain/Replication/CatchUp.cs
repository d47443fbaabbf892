using System.Collections.Immutable;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Replication;

/// <summary>How a catch-up deals with what is here already.</summary>
internal enum CatchUpKind
{
    /// <summary>Only what lies beyond this node's vector is asked for.</summary>
    Changes,

    /// <summary>A complete copy, merged with what is here.</summary>
    Copy,

    /// <summary>A complete copy in the place of what is here.</summary>
    Replacement,
}

/// <summary>One unbroken run of pages from one node.</summary>
internal sealed class CatchUp(long session, Peer source, CatchUpKind kind, VersionVector since)
{
    /// <summary>Pages that may wait to be merged: enough to keep both sides busy, few enough for memory.</summary>
    private const int MaxWaiting = 16;

    /// <summary>
    /// So many pages are asked for as come within this time, beginning with one: on a quick link nobody waits for a question between two of
    /// them, and on a slow one they do not fill it for so long that the Hellos behind them come too late. After a loss it is one, for good.
    /// </summary>
    private static readonly TimeSpan PromptResponse = TimeSpan.FromMilliseconds(100);

    private readonly ImmutableArray<PartChange>.Builder _kept = ImmutableArray.CreateBuilder<PartChange>();
    private int _waiting;
    private int _pages = 1;
    private int _mostPages = CatchUpRequest.MostPages;

    public Peer Source => source;

    public CatchUpKind Kind => kind;

    public bool IsCopy => kind != CatchUpKind.Changes;

    /// <summary>Where the next page begins.</summary>
    public VersionVector Cursor { get; private set; } = since;

    public TimeSpan ActiveAt { get; set; }

    public TimeSpan AskedAt { get; private set; }

    public TimeSpan StartedAt { get; init; }

    public long Received { get; private set; }

    /// <summary>The origins that the source has folded, once the last page of a copy is here.</summary>
    public VersionVector Compacted { get; private set; } = VersionVector.Empty;

    /// <summary>True once the last page is here.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>True once the last page is here and all pages are merged.</summary>
    public bool IsMerged => IsComplete && _waiting == 0;

    public bool MayAsk => !IsComplete && _waiting < MaxWaiting;

    /// <summary>True if pages were asked for and are not all here.</summary>
    public bool IsAsking { get; private set; }

    public ImmutableArray<PartChange> Kept => _kept.ToImmutable();

    /// <summary>What was asked for has not come.</summary>
    public CatchUpRequest AskAgain(TimeSpan now)
    {
        _pages = _mostPages = 1;
        return Ask(now);
    }

    public CatchUpRequest Ask(TimeSpan now)
    {
        (IsAsking, AskedAt) = (true, now);
        return new CatchUpRequest(session, Cursor, IsCopy) { Pages = _pages };
    }

    public bool Expects(CatchUpPage page) => page.Session == session && IsAsking && page.Since.Equals(Cursor);

    public void Take(CatchUpPage page, TimeSpan now)
    {
        ActiveAt = now;
        IsAsking = page.Further > 0;
        if (!IsAsking)
            _pages = now - AskedAt < PromptResponse ? Math.Min(2 * _pages, _mostPages) : Math.Max(1, _pages / 2);
        Cursor = page.Cursor;
        Compacted = page.Compacted;
        IsComplete = !page.More;
        Received += page.Parts.Length;
        if (kind == CatchUpKind.Replacement)
            _kept.AddRange(page.Parts);
        else
            _waiting++;
    }

    public void OnMerged() => _waiting--;
}
