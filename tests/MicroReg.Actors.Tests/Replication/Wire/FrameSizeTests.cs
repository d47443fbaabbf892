using CsCheck;
using MicroReg.Actors.Replication.Wire;
using MicroReg.Domain.Database;
using MicroReg.Domain.Records;
using MicroReg.Domain.Replication;
using MicroReg.Domain.Rules;
using MicroReg.Domain.Versions;

namespace MicroReg.Actors.Tests.Replication.Wire;

/// <summary>Frames are filled by estimate to 48 KiB, and Akka.Remote drops what is longer than 128,000 bytes.</summary>
public sealed class FrameSizeTests
{
    private const int LargestFrame = 128_000;

    [Fact]
    public void The_estimate_of_a_part_is_an_upper_bound_and_no_wild_one() =>
        MessageGens.Change.ForAll(
            change =>
            {
                var encoded = Encoded(change);
                var texts = change.Part switch
                {
                    Registration { Attributes: var attributes } => attributes.Tags.Length + (3 * attributes.Metadata.Count),
                    Subscription subscription => subscription.Terms.Services.Length,
                    _ => 0,
                };
                Assert.InRange(WireSize.Of(change), encoded, encoded + 110 + (3 * texts));
            },
            cases: 5_000);

    [Fact]
    public void An_ordinary_registration_takes_about_a_hundred_bytes()
    {
        var change = new PartChange(
            new InstanceKey("orders", "10.0.0.7", 8080),
            new Registration(Stamp, new Position(Stamp.Origin, 1_000_000), 1_234_567_890, Stamp, InstanceAttributes.Default));

        Assert.Equal(94, Encoded(change));
        Assert.Equal(142, WireSize.Of(change));
    }

    [Fact]
    public void The_largest_registration_that_the_rules_admit_fits_into_a_frame_with_a_full_one_before_it()
    {
        var largest = Largest();

        Assert.Equal(57_850, Wire.Serializer.ToBinary(new Push(Stamp.Origin, 0, long.MaxValue, [largest])).Length);
        Assert.Equal(58_330, WireSize.Of(largest));
        Assert.True(new ReplicationOptions().FrameBytes + WireSize.Of(largest) < LargestFrame - 1_000);
    }

    [Fact]
    public void The_largest_subscription_that_the_rules_admit_is_smaller()
    {
        var terms = new SubscriptionTerms
        {
            Url = "http://127.0.0.1/" + new string('好', SubscriptionRules.MaxUrlLength - 17),
            Services = [.. Enumerable.Repeat(
                new string('s', SubscriptionRules.MaxServicesBytes / SubscriptionRules.MaxServices), SubscriptionRules.MaxServices)],
            Prefix = new string('好', 255),
            Tag = new string('好', 255),
            Zone = new string('好', 255),
            TtlSeconds = SubscriptionRules.MaxTtlSeconds,
        };
        Assert.Null(SubscriptionRules.CheckTerms(terms));
        var largest = new PartChange(
            InstanceKey.OfSubscription(new string('f', 32)),
            new Subscription(
                Stamp,
                Stamp,
                new Position(Stamp.Origin, long.MaxValue),
                terms,
                long.MaxValue >> 20,
                new string('c', SubscriptionRules.MaxCursorLength)));

        Assert.True(Encoded(largest) < new ReplicationOptions().FrameBytes + WireSize.Of(Largest()));
        Assert.True(new ReplicationOptions().FrameBytes + WireSize.Of(largest) < LargestFrame - 1_000);
    }

    /// <summary>Characters of three bytes: those of four take two places.</summary>
    private static PartChange Largest()
    {
        var wide = new string('好', 255);
        var host = "https://" + string.Join('.', Enumerable.Repeat(new string('好', 62), 4)) + ".";
        var key = new InstanceKey(wide, host, 65535);
        var attributes = new InstanceAttributes
        {
            Status = ServiceStatus.Error,
            Metadata = Metadata.From(Enumerable.Range(0, 64).Select(i => KeyValuePair.Create($"k{i:00}", new string('v', 61)))),
            Tags = [.. Enumerable.Repeat(wide, 64)],
            Zone = wide,
            Weight = AttributeRules.MaxWeight,
            TtlSeconds = AttributeRules.MaxTtlSeconds,
            Check = new HealthCheck(
                HealthCheckKind.Http,
                3600,
                60,
                100,
                100,
                "/" + new string('p', 1023),
                599,
                599,
                string.Join('.', Enumerable.Repeat(new string('好', 62), 4)) + ".:65535"),
            DeregisterAfterSeconds = AttributeRules.MaxDeregisterAfterSeconds,
        };
        Assert.Null(Checked.Key(key));
        Assert.Null(AttributeRules.Check(attributes));
        Assert.Equal(AttributeRules.MaxMetadataBytes, attributes.Metadata.SizeInBytes);
        return new PartChange(key, new Registration(Stamp, new Position(Stamp.Origin, long.MaxValue), int.MaxValue, Stamp, attributes));
    }

    private static Stamp Stamp { get; } = new(
        HybridTime.FromWallClock(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)), new OriginId(ulong.MaxValue));

    private static int Encoded(PartChange change) =>
        Wire.Serializer.ToBinary(new Repair([change], [])).Length;
}
