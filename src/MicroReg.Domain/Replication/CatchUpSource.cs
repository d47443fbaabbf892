using System.Collections.Immutable;
using MicroReg.Domain.Database;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Replication;

/// <summary>Gives pages of changes, and of complete copies, to nodes that catch up.</summary>
internal sealed class CatchUpSource(ReplicaContext context, ClusterMemory memory, PhaseKeeper phases)
{
    private readonly Func<PartChange, int> _sizeOf = context.Host.SizeOf;

    /// <summary>Answers a request. It may be meant for an earlier run, or for an earlier node at this address.</summary>
    public void OnRequest(Peer peer, CatchUpRequest request)
    {
        if (!phases.Current.GivesPages() && !(phases.Current.HasData() && memory.IsFarAheadOf(peer)))
            return;
        var since = request.Since;
        for (var further = Math.Min(request.Pages, CatchUpRequest.MostPages) - 1; ; further--)
        {
            var page = PageAfter(since, request);
            context.Host.Send(peer.Address, page with { Further = page.More ? further : 0 });
            if (!page.More || further == 0)
                return;
            since = page.Cursor;
        }
    }

    private CatchUpPage PageAfter(VersionVector since, CatchUpRequest request)
    {
        var parts = ImmutableArray.CreateBuilder<PartChange>();
        var budget = new FrameBudget(context.Options.FrameBytes, _sizeOf);
        var (cursor, more) = context.Records.Read(
            since, request.IsCopy, (position, key, record) => budget.Take(position, key, record, parts));
        return new CatchUpPage(
            request.Session,
            since,
            cursor,
            parts.DrainToImmutable(),
            more,
            request.IsCopy && !more ? memory.Facts.Compacted : VersionVector.Empty)
        {
            Seen = more ? context.Database.Seen : context.Database.Feed.Owed,
        };
    }
}
