using System.Collections.Immutable;
using CsCheck;
using MicroReg.Domain.Database;
using MicroReg.Domain.Nodes;
using MicroReg.Domain.Records;
using MicroReg.Domain.Replication;
using MicroReg.Domain.Versions;

namespace MicroReg.Actors.Tests.Replication.Wire;

/// <summary>Messages from empty to full, of numbers from one end of their range to the other.</summary>
internal static class MessageGens
{
    private static readonly Gen<OriginId> Origin = Gen.OneOf(Gen.ULong[1, 3], Gen.ULong[1, ulong.MaxValue])
        .Select(value => new OriginId(value));

    private static readonly Gen<long> Sequence = Gen.OneOf(Gen.Long[1, 300], Gen.Long[1, long.MaxValue]);

    private static readonly Gen<Stamp> Stamp =
        Gen.Select(Gen.Long[0, (1L << 62) - 1], Origin, (time, origin) => new Stamp(new(time), origin));

    private static readonly Gen<Position> Position = Gen.Select(Origin, Sequence, (origin, sequence) => new Position(origin, sequence));

    private static readonly Gen<VersionVector> Vector = Position.Array[0, 6].Select(positions =>
        positions.Aggregate(VersionVector.Empty, (vector, position) => vector.Including(position)));

    private static readonly Gen<InstanceKey> Key = Gen.OneOf(
        Gen.Select(AttributeGens.Name, AttributeGens.Name, Gen.Int[1, 65535], (name, host, port) => new InstanceKey(name, host, port)),
        AttributeGens.Name.Select(InstanceKey.OfSubscription));

    private static readonly Gen<PartChange> Subscribed = Gen.Select(
        Gen.Select(AttributeGens.Name, Stamp, Stamp, Position),
        Gen.Select(AttributeGens.Text.Array[0, 4], AttributeGens.Text, AttributeGens.Text.Null(), AttributeGens.Text.Null()),
        Gen.Select(Gen.Int[1, 86_400], Gen.Long[0, 1L << 45], AttributeGens.Text),
        (where, filter, rest) => new PartChange(InstanceKey.OfSubscription(where.Item1), new Subscription(
            where.Item2, where.Item3, where.Item4,
            new SubscriptionTerms
            {
                Url = $"http://127.0.0.1/{rest.Item1}",
                Services = [.. filter.Item1],
                Prefix = filter.Item2,
                Tag = filter.Item3,
                Zone = filter.Item4,
                TtlSeconds = rest.Item1
            },
            rest.Item2, rest.Item3)));

    private static readonly Gen<PartChange> OfInstance = Gen.Select(
        Key,
        Gen.Select(Gen.Int[0, 3], Stamp, Stamp, Position),
        Gen.Select(Gen.Int[1, int.MaxValue], AttributeGens.Attributes, Gen.Int[-1, 3], Gen.Int[0, 2]),
        (key, where, what) => new PartChange(key, where.Item1 switch
        {
            0 => new Registration(where.Item2, where.Item4, what.Item1, where.Item3, what.Item2),
            1 => new Tombstone(where.Item2, where.Item3, where.Item4),
            2 => new Reported(where.Item2, where.Item3, where.Item4, (ServiceStatus)what.Item3),
            _ => new HealthVerdict(where.Item2, where.Item3, where.Item4, (InstanceHealth)what.Item4),
        }));

    public static readonly Gen<PartChange> Change = Gen.Frequency((4, OfInstance), (1, Subscribed));

    private static readonly Gen<ImmutableArray<PartChange>> Changes = Change.Array[0, 5].Select(parts => parts.ToImmutableArray());

    private static readonly Gen<KnownNodes> Known = Gen.Select(
        AttributeGens.Name, AttributeGens.Text, Gen.Int[0, 3], Stamp,
        (id, name, state, changed) => new KnownNode(id, name, $"{name}:4053", (NodeState)state, changed)).Array[0, 4].Select(KnownNodes.Of);

    private static readonly Gen<ReplicationMessage> Hello = Gen.Select(
        Gen.Select(AttributeGens.Name, AttributeGens.Text, AttributeGens.Name, AttributeGens.Text.Array[0, 4]),
        Gen.Select(Origin, Gen.Long[0, 1L << 45], Vector, Vector, Known),
        Gen.Bool.Array[5],
        ReplicationMessage (texts, numbers, flags) => new Hello(
            texts.Item1, texts.Item2, texts.Item3, numbers.Item1, numbers.Item2, numbers.Item3, numbers.Item4,
            flags[0], flags[1], flags[2], numbers.Item4, numbers.Item5, [.. texts.Item4], flags[3])
        {
            FitFor = flags[4] ? numbers.Item2 & int.MaxValue : null,
            LastExchange = flags[0] ? null : numbers.Item2,
            ClusterId = flags[1] ? null : texts.Item2,
            IsAtHome = flags[2] ? null : flags[3],
            DuplicateOf = flags[3] ? null : texts.Item1,
        });

    private static readonly Gen<ReplicationMessage> Push = Gen.Select(
        Origin, Sequence, Sequence, Changes,
        ReplicationMessage (origin, one, other, parts) => new Push(origin, Math.Min(one, other), Math.Max(one, other), parts));

    private static readonly Gen<ReplicationMessage> Acknowledgement = Gen.Select(
        Origin, Gen.Long[0, 300], Sequence, ReplicationMessage (origin, seen, durable) => new PushAcknowledgement(origin, seen, durable));

    private static readonly Gen<ReplicationMessage> Request = Gen.Select(
        Gen.Long, Vector, Gen.Bool, Gen.Int[1, CatchUpRequest.MostPages],
        ReplicationMessage (session, since, copy, pages) => new CatchUpRequest(session, since, copy) { Pages = pages });

    private static readonly Gen<ReplicationMessage> Page = Gen.Select(
        Gen.Long, Vector, Vector, Changes, Gen.Bool, Vector, Gen.Int[0, CatchUpRequest.MostPages],
        ReplicationMessage (session, since, cursor, parts, more, compacted, further) =>
            new CatchUpPage(session, since, cursor, parts, more, compacted) { Further = further });

    private static readonly Gen<ReplicationMessage> Offer = Gen.Select(
        Vector, Gen.ULong.Array[0, 64], ReplicationMessage (vector, buckets) => new DigestOffer(vector, [.. buckets]));

    private static readonly Gen<ReplicationMessage> Outline = Gen.Select(
        Vector,
        Gen.Int[0, 4096],
        Gen.Int[-1, 4095],
        Gen.Select(
            Key,
            Gen.Int[0, 4],
            Stamp,
            Stamp,
            Position,
            (key, kind, generation, stamp, position) => new PartOutline(key, (PartKind)kind, generation, stamp, position)).Array[0, 5],
        ReplicationMessage (vector, differing, bucket, outlines) => new BucketOutline(vector, differing, bucket, [.. outlines])
        {
            Slice = differing / 2,
            Slices = 1 + differing,
        });

    private static readonly Gen<ReplicationMessage> Repair = Gen.Select(
        Changes, Key.Array[0, 3], ReplicationMessage (parts, wanted) => new Repair(parts, [.. wanted]));

    public static readonly Gen<ReplicationMessage> Message = Gen.OneOf(Hello, Push, Acknowledgement, Request, Page, Offer, Outline, Repair);
}
