using MicroReg.Domain.Database;
using MicroReg.Domain.Nodes;
using MicroReg.Domain.Records;
using MicroReg.Domain.Replication;
using MicroReg.Domain.Versions;

namespace MicroReg.Actors.Tests.Replication.Wire;

/// <summary>One full message of each type, whose bytes are kept in golden/v1.</summary>
internal static class Samples
{
    private static readonly OriginId Here = new(0x0123456789abcdef);

    private static readonly OriginId There = new(0xfedcba9876543210);

    private static readonly InstanceKey Orders = new("orders", "10.0.0.7", 8080);

    private static readonly InstanceKey Billing = new("Abrechnung für Ö", "[2001:db8::1]", 65535);

    private static readonly VersionVector Vector = VersionVector.Empty.Including(new Position(Here, 41))
        .Including(new Position(There, 1_000_000));

    private static readonly InstanceAttributes Full = new()
    {
        Status = ServiceStatus.Starting,
        Metadata = Metadata.From([new("version", "1.2.3"), new("owner", "team ☂"), new("empty", "")]),
        Tags = ["blue", "canary"],
        Zone = "eu-west-1a",
        Weight = 250,
        TtlSeconds = 30,
        Check = new HealthCheck(HealthCheckKind.Http, 15, 3, 4, 2, "/health", 200, 299, "orders.internal"),
        DeregisterAfterSeconds = 600,
    };

    private static PartChange Plain =>
        new(Orders, new Registration(At(100), new Position(Here, 42), 1_234_567_890, At(90), InstanceAttributes.Default));

    private static PartChange Rich =>
        new(Billing, new Registration(At(101), new Position(Here, 43), 1, At(101), Full));

    private static PartChange Ended => new(Orders, new Tombstone(At(100), At(110), new Position(Here, 44)));

    private static PartChange Failed => new(Billing, new Reported(At(101), At(111), new Position(Here, 45), ServiceStatus.Error));

    private static PartChange Probed => new(Billing, new HealthVerdict(At(101), At(112), new Position(Here, 46), InstanceHealth.Failing));

    private static PartChange Subscribed => new(
        InstanceKey.OfSubscription("4b8f0c6a1de24f7790c3b5a2e1d00f99"),
        new Subscription(
            At(120),
            At(130),
            new Position(Here, 47),
            new SubscriptionTerms
            {
                Url = "https://gateway.internal:9443/events",
                Services = ["orders", "Ö"],
                Prefix = "o",
                Tag = "blue",
                Zone = "eu-west-1a",
                TtlSeconds = 600
            },
            1_767_225_600_123,
            "1767225600123;0123456789abcdef:41"));

    public static IReadOnlyList<ReplicationMessage> All { get; } =
    [
        new Hello(
            "4f2a9c", "node-1", "127.0.0.1:4053", Here, 1_767_225_600_123, Vector, VersionVector.Empty.Including(new Position(Here, 40)),
            true, true, true, VersionVector.Empty,
            KnownNodes.Of(
            [
                new KnownNode("4f2a9c", "node-1", "127.0.0.1:4053", NodeState.Counted, At(1)),
                new KnownNode("77b01e", "node-2", "127.0.0.1:4054", NodeState.Forgotten, At(2)),
            ]),
            ["127.0.0.1:4053", "127.0.0.1:4054"],
            true),
        new Push(Here, 41, 46, [Plain, Rich, Ended, Failed, Probed]),
        new PushAcknowledgement(There, 1_000_000, 999_999),
        new CatchUpRequest(-5, Vector, true),
        new CatchUpPage(-5, VersionVector.Empty, Vector, [Plain, Ended], true, VersionVector.Empty.Including(new Position(There, 7))),
        new DigestOffer(Vector, [0, 1, 0x8000000000000000, ulong.MaxValue]),
        new BucketOutline(Vector, 3, 17, [new PartOutline(Orders, PartKind.Tombstone, At(100), At(110), new Position(Here, 44))]),
        new Repair([Failed], [Orders, Billing]),
    ];

    /// <summary>Messages with the fields that were added since; their bytes are kept in golden/v2.</summary>
    public static IReadOnlyList<ReplicationMessage> Added { get; } =
    [
        All.OfType<Hello>().Single() with { Compacted = VersionVector.Empty.Including(new Position(There, 12)) },
        All.OfType<PushAcknowledgement>().Single() with { IsGap = true },
    ];

    /// <summary>Messages with the kind of part that was added next; their bytes are kept in golden/v3.</summary>
    public static IReadOnlyList<ReplicationMessage> AddedThird { get; } =
    [
        new Push(Here, 46, 47, [Subscribed]),
        new BucketOutline(
            Vector, 1, 17, [new PartOutline(Subscribed.Key, PartKind.Subscription, At(120), At(130), new Position(Here, 47))]),
        new Repair([], [Subscribed.Key]),
    ];

    /// <summary>Messages with the fields of the owners' fitness; their bytes are kept in golden/v4.</summary>
    public static IReadOnlyList<ReplicationMessage> AddedFourth { get; } = [All.OfType<Hello>().Single() with { FitFor = 0 }];

    /// <summary>Messages that left out superseded changes; their bytes are kept in golden/v5.</summary>
    public static IReadOnlyList<ReplicationMessage> AddedFifth { get; } =
    [
        new Push(Here, 41, 46, [Plain]) { Seen = Vector },
        new CatchUpPage(-5, VersionVector.Empty, VersionVector.Of(Here, 41), [Plain], true, VersionVector.Empty) { Seen = Vector },
    ];

    /// <summary>Messages with the fields of identity and age; their bytes are kept in golden/v6.</summary>
    public static IReadOnlyList<ReplicationMessage> AddedSixth { get; } =
    [
        All.OfType<Hello>().Single() with
        {
            LastExchange = 1_767_225_500_000, ClusterId = "0123456789abcdef", IsAtHome = false, DuplicateOf = "127.0.0.1:4054",
        },
    ];

    private static Stamp At(int milliseconds) => new(new HybridTime((1_767_225_600_000 + milliseconds) << 16 | 5), Here);
}
