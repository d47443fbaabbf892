using MicroReg.Domain.Nodes;
using MicroReg.Domain.Replication;
using MicroReg.Domain.Versions;
using Proto = MicroReg.Actors.Replication.Wire.V1;

namespace MicroReg.Actors.Replication.Wire;

/// <summary>Messages from the wire.</summary>
internal static class MessageReading
{
    public static Hello Read(this Proto.Hello wire) => new(
        Legal.Name(wire.NodeId, "node id"),
        wire.Name,
        Legal.Name(wire.Address, "address"),
        new OriginId(Legal.Origin(wire.Origin)),
        Legal.WallClock(wire.WallClock),
        wire.Vector.Read("vector"),
        wire.Durable.Read("durable vector"),
        wire.IsReady,
        wire.HasData,
        wire.IsAway,
        wire.Folded is null ? VersionVector.Empty : wire.Folded.Read("folded origins"),
        KnownNodes.Of(wire.Known.Select(Read)),
        [.. wire.Members],
        wire.WantsAnswer)
    {
        FitFor = wire.HasFitFor ? (long)Math.Min(wire.FitFor, int.MaxValue) : null,
        LastExchange = wire.HasLastExchange ? Legal.WallClock(wire.LastExchange) : null,
        ClusterId = wire.HasClusterId ? wire.ClusterId : null,
        IsAtHome = wire.HasIsAtHome ? wire.IsAtHome : null,
        DuplicateOf = wire.HasDuplicateOf ? Legal.Name(wire.DuplicateOf, "address") : null,
    };

    public static Push Read(this Proto.Push wire)
    {
        var (after, upTo) = (Legal.Sequence(wire.After), Legal.Sequence(wire.UpTo));
        return after <= upTo
            ? new Push(new OriginId(Legal.Origin(wire.Origin)), after, upTo, [.. wire.Parts.Select(PartMapping.Read)])
            {
                Seen = wire.Seen is null ? VersionVector.Empty : wire.Seen.Read("seen vector"),
            }
            : throw Legal.Broken("push", "must not end before it begins");
    }

    public static PushAcknowledgement Read(this Proto.PushAcknowledgement wire) =>
        new(new OriginId(Legal.Origin(wire.Origin)), Legal.Sequence(wire.Seen), Legal.Sequence(wire.Durable), wire.IsGap);

    public static CatchUpRequest Read(this Proto.CatchUpRequest wire) => new(wire.Session, wire.Since.Read("vector"), wire.IsCopy)
    {
        Pages = 1 + (int)Math.Min(wire.FurtherPages, CatchUpRequest.MostPages),
    };

    public static CatchUpPage Read(this Proto.CatchUpPage wire) => new(
        wire.Session,
        wire.Since.Read("vector"),
        wire.Cursor.Read("cursor"),
        [.. wire.Parts.Select(PartMapping.Read)],
        wire.More,
        wire.Folded.Read("folded origins"))
    {
        Further = (int)Math.Min(wire.Further, CatchUpRequest.MostPages),
        Seen = wire.Seen is null ? VersionVector.Empty : wire.Seen.Read("seen vector"),
    };

    public static DigestOffer Read(this Proto.DigestOffer wire) => new(wire.Vector.Read("vector"), [.. wire.Buckets]);

    public static BucketOutline Read(this Proto.BucketOutline wire) => new(
        wire.Vector.Read("vector"),
        Legal.Number(wire.Differing, 0, int.MaxValue, "number of buckets"),
        wire.Bucket >= -1 ? wire.Bucket : throw Legal.Broken("bucket", "must be -1 or more"),
        [.. wire.Outlines.Select(PartMapping.Read)])
    {
        Slice = Legal.Number(wire.Slice, 0, (int)Math.Max(1, wire.Slices & int.MaxValue) - 1, "slice"),
        Slices = Math.Max(1, Legal.Number(wire.Slices, 0, int.MaxValue, "number of slices")),
    };

    public static Repair Read(this Proto.Repair wire) =>
        new([.. wire.Parts.Select(PartMapping.Read)], [.. wire.Wanted.Select(PartMapping.Read)]);

    private static KnownNode Read(this Proto.KnownNode wire) => new(
        Legal.Name(wire.NodeId, "node id"),
        wire.Name,
        wire.Address,
        Legal.Known<NodeState>((int)wire.Standing, "standing"),
        wire.Changed.Read("stamp of a known node"));
}
