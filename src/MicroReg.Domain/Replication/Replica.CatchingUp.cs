using System.Collections.Immutable;
using MicroReg.Domain.Database;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Replication;

// Catch-up: "changes since my vector" from one node at a time, page by page. Each page begins at the cursor of the one before.
internal sealed partial class Replica
{
    private static readonly TimeSpan CatchUpPatience = TimeSpan.FromSeconds(3);

    private CatchUp? _catchUp;
    private long _session;

    private void BeginCatchUp(Peer source, CatchUpKind kind)
    {
        if (_catchUp is not null)
            return;
        _catchUp = new CatchUp(++_session, source, kind, kind == CatchUpKind.Changes ? _database.Records.Vector : VersionVector.Empty)
        {
            StartedAt = Now,
            ActiveAt = Now,
        };
        _host.Log(LogSeverity.Debug, "Catching up from {Peer}: {Kind}", source.Last.Name, kind);
        AskForPage(_catchUp);
    }

    private void AskForPage(CatchUp catchUp)
    {
        if (!catchUp.MayAsk || catchUp.IsAsking)
            return;
        _host.Send(catchUp.Source.Address, catchUp.Ask(Now));
    }

    private void OnCatchUpRequest(Peer peer, CatchUpRequest request)
    {
        // The request may be meant for an earlier run, or for an earlier node at this address.
        if (IsAway || !(Readiness.IsReady || _hadData))
            return;
        var since = request.Since;
        for (var further = Math.Min(request.Pages, CatchUpRequest.MostPages) - 1; ; further--)
        {
            var parts = ImmutableArray.CreateBuilder<PartChange>();
            var budget = new FrameBudget(_options.FrameBytes, _sizeOf);
            var (cursor, more) = _database.Records.Read(
                since, request.IsCopy, (position, key, record) => budget.Take(position, key, record, parts));
            var page = new CatchUpPage(
                request.Session,
                since,
                cursor,
                parts.DrainToImmutable(),
                more,
                request.IsCopy && !more ? _facts.Compacted : VersionVector.Empty);
            _host.Send(peer.Address, page with { Further = more ? further : 0 });
            if (!more || further == 0)
                return;
            since = cursor;
        }
    }

    private void OnCatchUpPage(CatchUpPage page)
    {
        if (_catchUp is not { } catchUp || !catchUp.Expects(page))
            return;
        catchUp.Take(page, Now);
        if (catchUp.Kind != CatchUpKind.Replacement)
            _host.Ask(new MergeParts(
                page.Parts,
                page.Since.Without(OriginId.Baseline),
                page.Cursor.Without(OriginId.Baseline),
                catchUp.Source.Address,
                IsPush: false));
        else if (catchUp.IsComplete)
            _host.Ask(new ReplaceRecords(
                catchUp.Kept,
                page.Cursor.Without(OriginId.Baseline),
                _facts with { LastExchange = WallClock, Compacted = _facts.Compacted.Merge(page.Compacted) }));
        AskForPage(catchUp);
    }

    private void OnPageMerged(DatabaseResult result)
    {
        if (_catchUp is not { } catchUp || catchUp.Kind == CatchUpKind.Replacement)
            return;
        catchUp.OnMerged();
        catchUp.ActiveAt = Now;
        if (result.IsGap)
            _catchUp = null; // Pages were lost on the way to the writer. The next Hello starts over.
        else if (catchUp.IsMerged)
            Finish(catchUp);
        else
            AskForPage(catchUp);
    }

    private void OnReplaced(ReplaceRecords replace)
    {
        if (_catchUp is not { Kind: CatchUpKind.Replacement } catchUp)
            return;
        _isAway = false;
        _host.Log(LogSeverity.Warning, "After a long absence this node took a complete copy of {Parts} parts from {Peer}",
            replace.Parts.Length, catchUp.Source.Last.Name);
        Finish(catchUp);
    }

    private void Finish(CatchUp catchUp)
    {
        _catchUp = null;
        // Only after everything is merged: after a crash in between, the disk would claim parts that it does not have.
        if (!_facts.Compacted.Covers(catchUp.Compacted))
            Save(_facts with { Compacted = _facts.Compacted.Merge(catchUp.Compacted) });
        if (catchUp.Received > 0)
            _host.Log(
                LogSeverity.Information,
                "Caught up from {Peer}: {Parts} parts in {Milliseconds} ms",
                catchUp.Source.Last.Name,
                catchUp.Received,
                (long)(Now - catchUp.StartedAt).TotalMilliseconds);
        if (HasExchangeWith(catchUp.Source))
            OnExchange();
        SayHelloToAll();
        UpdateReadiness();
    }

    /// <summary>Ends the catch-up from a node that has restarted: a new run does not continue the pages of the old one.</summary>
    private void AbandonCatchUpFrom(Peer peer)
    {
        if (_catchUp?.Source == peer)
            _catchUp = null;
    }

    /// <summary>
    /// Requests a lost page again: a copy that started over with every loss might never end. A source that has fallen silent is
    /// abandoned; the next Hello of any node starts a new catch-up.
    /// </summary>
    private void CheckCatchUp(TimeSpan now)
    {
        if (_catchUp is not { } catchUp)
            return;
        if (now - catchUp.ActiveAt < CatchUpPatience)
        {
            if (!catchUp.IsAsking || now - catchUp.ActiveAt < _options.ResendAfter || now - catchUp.AskedAt < _options.ResendAfter)
                return;
            _host.Send(catchUp.Source.Address, catchUp.AskAgain(now));
            return;
        }

        _host.Log(LogSeverity.Information, "Catching up from {Peer} stopped after {Parts} parts", catchUp.Source.Last.Name,
            catchUp.Received);
        _catchUp = null;
    }
}
