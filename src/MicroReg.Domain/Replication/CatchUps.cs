using MicroReg.Domain.Database;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Replication;

/// <summary>
/// Catch-up: "changes since my vector" from one node at a time, page by page. Each page begins where the one before ended.
/// </summary>
internal sealed class CatchUps(
    ReplicaContext context, PeerTable peers, ClusterMemory memory, PhaseKeeper phases, HelloExchange hellos)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private CatchUpSession? _session;
    private long _number;

    /// <summary>True while one is running.</summary>
    public bool IsRunning => _session is not null;

    /// <summary>
    /// A node without any exchange, and with other nodes, starts with a complete copy: no vector covers baseline changes.
    /// </summary>
    private bool NeedsFirstCopy => !phases.Current.HasCaughtUp() && memory.Facts.LastExchange == 0 && !context.Options.IsAlone;

    /// <summary>
    /// Starts a catch-up if a node that was just heard has changes that this one lacks and that are not merely in flight.
    /// </summary>
    public void FollowUp(Peer peer)
    {
        AbandonIfInterrupted();
        if (phases.Current.IsAway() || memory.HasToReplace)
        {
            if (memory.MayCopy(peer) && !phases.Current.IsOut() && !phases.Current.IsLeaving())
                Begin(peer, CatchUpKind.Replacement);
            return;
        }

        // No vector covers baseline parts. A node that lacks them needs a complete copy.
        var needsCopy = NeedsFirstCopy || !context.Database.Covers(peer.Last.Compacted);
        if (context.Database.Covers(peer.Last.Vector) && !needsCopy)
        {
            if (peer.HasRecordsToGive)
                phases.OnExchange(peer);
            return;
        }

        if (phases.Current.HasCaughtUp() && !needsCopy && context.Database.Covers(peer.SeenBefore))
        {
            if (!peer.SeenBefore.IsEmpty && peer.HasRecordsToGive)
                phases.OnExchange(peer);
        }
        else if (peer.HasRecordsToGive)
        {
            Begin(peer, needsCopy ? CatchUpKind.Copy : CatchUpKind.Changes);
        }
    }

    /// <summary>Fetches changes from a node at once, in answer to a search for them.</summary>
    /// <returns>False if this node must not take changes now, or not from that node.</returns>
    public bool TryFetch(Peer peer)
    {
        if (_session is not null || !phases.Current.HasCaughtUp() || !peer.HasRecordsToGive)
            return false;
        Begin(peer, CatchUpKind.Changes);
        return true;
    }

    /// <summary>Takes a page.</summary>
    public void OnPage(CatchUpPage page)
    {
        AbandonIfInterrupted();
        if (_session is not { } session || !session.Expects(page))
            return;
        session.Take(page, context.Now);
        var (since, cursor) = (page.Since.Without(OriginId.Baseline), page.Cursor.Without(OriginId.Baseline));
        if (session.Kind != CatchUpKind.Replacement)
            context.Host.Ask(new MergeParts(page.Parts, since, cursor, session.Source.Address, IsPush: false) { Owed = page.Seen });
        else if (session.IsComplete)
            context.Host.Ask(memory.Replacement(session.Kept, cursor, page.Compacted, session.Source));
        AskForPage(session);
    }

    /// <summary>Handles the result of merging a page.</summary>
    public void OnPageMerged(DatabaseResult result)
    {
        if (_session is not { } session || session.Kind == CatchUpKind.Replacement)
            return;
        session.OnMerged();
        session.ActiveAt = context.Now;
        if (result.IsGap)
            _session = null; // Pages were lost on the way to the writer. The next Hello starts over.
        else if (session.IsMerged)
            Finish(session);
        else
            AskForPage(session);
    }

    /// <summary>Handles the end of a replacement.</summary>
    public void OnReplaced(ReplaceRecords replace, DatabaseResult result)
    {
        if (_session is not { Kind: CatchUpKind.Replacement } session)
            return;
        if (result.IsGap)
        {
            _session = null; // The writer did not take it. The next Hello starts over.
            return;
        }

        memory.OnReplaced(replace);
        phases.OnReplaced();
        context.Host.Log(LogSeverity.Warning, "After a long absence this node took a complete copy of {Parts} parts from {Peer}",
            replace.Parts.Length, session.Source.Last.Name);
        Finish(session);
    }

    /// <summary>
    /// Requests a lost page again: a copy that started over with every loss might never end. A source that has fallen silent is
    /// abandoned; the next Hello of any node starts a new catch-up.
    /// </summary>
    public void Tick()
    {
        if (_session is not { } session)
            return;
        var now = context.Now;
        if (now - session.ActiveAt < Patience)
        {
            var resendAfter = context.Options.ResendAfter;
            if (session.IsAsking && now - session.ActiveAt >= resendAfter && now - session.AskedAt >= resendAfter)
                context.Host.Send(session.Source.Address, session.AskAgain(now));
            return;
        }

        context.Host.Log(LogSeverity.Information, "Catching up from {Peer} stopped after {Parts} parts", session.Source.Last.Name,
            session.Received);
        _session = null;
    }

    private void Begin(Peer source, CatchUpKind kind)
    {
        if (_session is not null)
            return;
        var since = kind == CatchUpKind.Changes ? context.Records.Vector : VersionVector.Empty;
        _session = new CatchUpSession(++_number, source, kind, since) { StartedAt = context.Now, ActiveAt = context.Now };
        context.Host.Log(LogSeverity.Debug, "Catching up from {Peer}: {Kind}", source.Last.Name, kind);
        AskForPage(_session);
    }

    private void AskForPage(CatchUpSession session)
    {
        if (session.MayAsk && !session.IsAsking)
            context.Host.Send(session.Source.Address, session.Ask(context.Now));
    }

    private void Finish(CatchUpSession session)
    {
        _session = null;
        // Only after everything is merged: after a crash in between, the disk would claim parts that it does not have.
        memory.Compact(session.Compacted);
        if (session.Received > 0)
            context.Host.Log(
                LogSeverity.Information,
                "Caught up from {Peer}: {Parts} parts in {Milliseconds} ms",
                session.Source.Last.Name,
                session.Received,
                (long)(context.Now - session.StartedAt).TotalMilliseconds);
        if (session.Source.HasRecordsToGive)
            phases.OnExchange(session.Source);
        hellos.SayToAll();
    }

    /// <summary>Ends the catch-up from a node that has restarted, or that another one has replaced at its address.</summary>
    private void AbandonIfInterrupted()
    {
        if (_session is { } session && (session.IsInterrupted || peers.Find(session.Source.NodeId) != session.Source))
            _session = null;
    }
}
