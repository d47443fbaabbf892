using MicroReg.Actors.Replication.Wire;
using MicroReg.Domain.Replication;

namespace MicroReg.Actors.Tests.Replication.Wire;

/// <summary>The serializer as the tests use it.</summary>
internal static class Wire
{
    public static readonly ReplicationSerializer Serializer = new(null!);

    public static ReplicationMessage RoundTrip(ReplicationMessage message) =>
        Read(Serializer.ToBinary(message), Serializer.Manifest(message));

    public static ReplicationMessage Read(byte[] bytes, string manifest) => (ReplicationMessage)Serializer.FromBinary(bytes, manifest);

    /// <summary>Equal by content: arrays within records are equal by reference only.</summary>
    public static bool Same(ReplicationMessage left, ReplicationMessage right) => (left, right) switch
    {
        (Hello a, Hello b) => a.Members.SequenceEqual(b.Members) && a with { Members = [] } == b with { Members = [] },
        (Push a, Push b) => a.Parts.SequenceEqual(b.Parts) && a with { Parts = [] } == b with { Parts = [] },
        (CatchUpPage a, CatchUpPage b) => a.Parts.SequenceEqual(b.Parts) && a with { Parts = [] } == b with { Parts = [] },
        (DigestOffer a, DigestOffer b) => a.Buckets.SequenceEqual(b.Buckets) && a with { Buckets = [] } == b with { Buckets = [] },
        (BucketOutline a, BucketOutline b) => a.Outlines.SequenceEqual(b.Outlines) && a with { Outlines = [] } == b with { Outlines = [] },
        (Repair a, Repair b) => a.Parts.SequenceEqual(b.Parts) && a.Wanted.SequenceEqual(b.Wanted),
        _ => left == right,
    };
}
