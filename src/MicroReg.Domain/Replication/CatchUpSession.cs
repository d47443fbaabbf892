using System.Collections.Immutable;
using MicroReg.Domain.Database;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Replication;

/// <summary>What a catch-up asks for, and what it does with the records that this node has.</summary>
internal enum CatchUpKind
{
    /// <summary>The changes beyond this node's vector.</summary>
    Changes,

    /// <summary>A complete copy, merged with this node's records.</summary>
    Copy,

    /// <summary>A complete copy that replaces this node's records.</summary>
    Replacement,
}

/// <summary>One catch-up: an unbroken sequence of pages from one node.</summary>
internal sealed class CatchUpSession(long session, Peer source, CatchUpKind kind, VersionVector since)
{
    /// <summary>The most pages that wait to be merged: enough to keep both sides busy, and few enough for memory.</summary>
    private const int MaxWaiting = 16;

    /// <summary>
    /// The number of pages per request doubles while they arrive within this time, and halves otherwise. On a fast link no round trip is
    /// lost between pages. On a slow link pages do not delay the Hellos behind them. After a loss it stays one.
    /// </summary>
    private static readonly TimeSpan PromptResponse = TimeSpan.FromMilliseconds(100);

    private readonly ImmutableArray<PartChange>.Builder _kept = ImmutableArray.CreateBuilder<PartChange>();
    private int _waiting;
    private int _pages = 1;
    private int _mostPages = CatchUpRequest.MostPages;

    private readonly OriginId _run = source.Last.Origin;

    public Peer Source => source;

    /// <summary>True if the source has restarted: its new run does not continue the pages of the old one.</summary>
    public bool IsInterrupted => source.Last.Origin != _run;

    public CatchUpKind Kind => kind;

    public bool IsCopy => kind != CatchUpKind.Changes;

    /// <summary>Where the next page begins.</summary>
    public VersionVector Cursor { get; private set; } = since;

    public TimeSpan ActiveAt { get; set; }

    public TimeSpan AskedAt { get; private set; }

    public TimeSpan StartedAt { get; init; }

    public long Received { get; private set; }

    /// <summary>The origins that the source has compacted. Known once the last page of a copy has arrived.</summary>
    public VersionVector Compacted { get; private set; } = VersionVector.Empty;

    /// <summary>True once the last page has arrived.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>True once the last page has arrived and all pages are merged.</summary>
    public bool IsMerged => IsComplete && _waiting == 0;

    public bool MayAsk => !IsComplete && _waiting < MaxWaiting;

    /// <summary>True while requested pages are missing.</summary>
    public bool IsAsking { get; private set; }

    public ImmutableArray<PartChange> Kept => _kept.ToImmutable();

    /// <summary>Repeats the request for pages that were lost.</summary>
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
