using Google.Protobuf;
using MicroReg.Domain.Nodes;
using MicroReg.Domain.Replication;
using Proto = MicroReg.Actors.Replication.Wire.V1;

namespace MicroReg.Actors.Replication.Wire;

/// <summary>Messages to the wire.</summary>
internal static class MessageWriting
{
    public static IMessage ToWire(this Hello hello)
    {
        var wire = WithoutOptions(hello);
        if (hello.FitFor is { } fitFor)
            wire.FitFor = (ulong)fitFor;
        if (hello.LastExchange is { } lastExchange)
            wire.LastExchange = (ulong)lastExchange;
        if (hello.ClusterId is { } clusterId)
            wire.ClusterId = clusterId;
        if (hello.IsAtHome is { } isAtHome)
            wire.IsAtHome = isAtHome;
        if (hello.DuplicateOf is { } original)
            wire.DuplicateOf = original;
        return wire;
    }

    private static Proto.Hello WithoutOptions(Hello hello) => new()
    {
        NodeId = hello.NodeId,
        Name = hello.Name,
        Address = hello.Address,
        Origin = hello.Origin.Value,
        WallClock = (ulong)hello.WallClock,
        Vector = hello.Vector.ToWire(),
        Durable = hello.Durable.ToWire(),
        IsReady = hello.IsReady,
        HasData = hello.HasData,
        IsAway = hello.IsAway,
        Known = { hello.Known.All.Select(ToWire) },
        Members = { hello.Members },
        WantsAnswer = hello.WantsAnswer,
        Folded = hello.Compacted.IsEmpty ? null : hello.Compacted.ToWire(),
    };

    public static IMessage ToWire(this Push push) => new Proto.Push
    {
        Origin = push.Origin.Value,
        After = (ulong)push.After,
        UpTo = (ulong)push.UpTo,
        Parts = { push.Parts.Select(PartMapping.ToWire) },
        Seen = push.Seen.IsEmpty ? null : push.Seen.ToWire(),
    };

    public static IMessage ToWire(this PushAcknowledgement acknowledgement) => new Proto.PushAcknowledgement
    {
        Origin = acknowledgement.Origin.Value,
        Seen = (ulong)acknowledgement.Seen,
        Durable = (ulong)acknowledgement.Durable,
        IsGap = acknowledgement.IsGap,
    };

    public static IMessage ToWire(this CatchUpRequest request) => new Proto.CatchUpRequest
    {
        Session = request.Session,
        Since = request.Since.ToWire(),
        IsCopy = request.IsCopy,
        FurtherPages = (uint)(request.Pages - 1),
    };

    public static IMessage ToWire(this CatchUpPage page) => new Proto.CatchUpPage
    {
        Session = page.Session,
        Since = page.Since.ToWire(),
        Cursor = page.Cursor.ToWire(),
        Parts = { page.Parts.Select(PartMapping.ToWire) },
        More = page.More,
        Folded = page.Compacted.ToWire(),
        Further = (uint)page.Further,
        Seen = page.Seen.IsEmpty ? null : page.Seen.ToWire(),
    };

    public static IMessage ToWire(this DigestOffer offer) => new Proto.DigestOffer
    {
        Vector = offer.Vector.ToWire(),
        Buckets = { offer.Buckets },
    };

    public static IMessage ToWire(this BucketOutline outline) => new Proto.BucketOutline
    {
        Vector = outline.Vector.ToWire(),
        Differing = (uint)outline.Differing,
        Bucket = outline.Bucket,
        Outlines = { outline.Outlines.Select(PartMapping.ToWire) },
        Slice = (uint)outline.Slice,
        Slices = outline.Slices == 1 ? 0 : (uint)outline.Slices,
    };

    public static IMessage ToWire(this Repair repair) => new Proto.Repair
    {
        Parts = { repair.Parts.Select(PartMapping.ToWire) },
        Wanted = { repair.Wanted.Select(PartMapping.ToWire) },
    };

    private static Proto.KnownNode ToWire(this KnownNode node) => new()
    {
        NodeId = node.NodeId,
        Name = node.Name,
        Address = node.Address,
        Standing = (uint)node.State,
        Changed = node.Changed.ToWire(),
    };
}
