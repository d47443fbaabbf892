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

    private readonly ImmutableArray<PartChange>.Builder _kept = ImmutableArray.CreateBuilder<PartChange>();
    private int _waiting;

    public Peer Source => source;

    public CatchUpKind Kind => kind;

    public bool IsCopy => kind != CatchUpKind.Changes;

    /// <summary>Where the next page begins.</summary>
    public VersionVector Cursor { get; private set; } = since;

    public TimeSpan ActiveAt { get; set; }

    public TimeSpan AskedAt { get; set; }

    public TimeSpan StartedAt { get; init; }

    public long Received { get; private set; }

    /// <summary>The origins that the source has folded, once the last page of a copy is here.</summary>
    public VersionVector Folded { get; private set; } = VersionVector.Empty;

    /// <summary>True once the last page is here.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>True once the last page is here and all pages are merged.</summary>
    public bool IsMerged => IsComplete && _waiting == 0;

    public bool MayAsk => !IsComplete && _waiting < MaxWaiting;

    /// <summary>True if the next page was asked for and is not here.</summary>
    public bool IsAsking { get; private set; }

    public ImmutableArray<PartChange> Kept => _kept.ToImmutable();

    public CatchUpRequest Ask()
    {
        IsAsking = true;
        return new CatchUpRequest(session, Cursor, IsCopy);
    }

    public bool Expects(CatchUpPage page) => page.Session == session && IsAsking && page.Since.Equals(Cursor);

    public void Take(CatchUpPage page)
    {
        IsAsking = false;
        Cursor = page.Cursor;
        Folded = page.Folded;
        IsComplete = !page.More;
        Received += page.Parts.Length;
        if (kind == CatchUpKind.Replacement)
            _kept.AddRange(page.Parts);
        else
            _waiting++;
    }

    public void OnMerged() => _waiting--;
}
