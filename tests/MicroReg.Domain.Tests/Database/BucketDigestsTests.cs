using CsCheck;
using MicroReg.Domain.Database;
using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;
using MicroReg.Domain.Tests.Replication;
using MicroReg.Domain.Versions;
using Microsoft.Extensions.Time.Testing;

namespace MicroReg.Domain.Tests.Database;

public sealed class BucketDigestsTests
{
    [Fact]
    public void Incremental_digests_equal_digests_from_scratch() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 5]).Array[0, 60].ForAll(steps =>
        {
            var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
            var database = new RegistryDatabase(new OriginId(7), time);
            var from = default(HybridTime);
            foreach (var (kind, number) in steps)
            {
                time.Advance(TimeSpan.FromSeconds(1));
                if (kind == 5)
                {
                    var asked = HybridTime.FromWallClock(time.GetUtcNow() - TimeSpan.FromSeconds(number));
                    from = asked > from ? asked : from;
                    database.Apply(new SweepRecords(asked, default, VersionVector.Empty, VersionVector.Empty, null));
                }
                else
                {
                    Commit(database, kind, $"svc{number}");
                }

                Assert.Equal(MadeAnew(database, from), database.Digests().Digests.ToArray());
                Assert.Equal(OutlinedAnew(database, from), Enumerable.Range(0, BucketDigests.Count)
                    .SelectMany(bucket => database.Outline(bucket).OrderBy(Text)));
            }
        }, cases: 200);

    [Fact]
    public void A_bucket_knows_the_keys_of_its_records_only()
    {
        var (record, digests) = (Instance(stamp: 5), new BucketDigests());
        digests.Apply(record.Key, null, record);
        digests.Apply(record.Key, record, Instance(stamp: 6));
        var bucket = Assert.Single(Enumerable.Range(0, BucketDigests.Count), bucket => digests.KeysOf(bucket).Length > 0);
        Assert.Equal([record.Key], digests.KeysOf(bucket));
        digests.Apply(record.Key, Instance(stamp: 6), null);
        Assert.Empty(digests.KeysOf(bucket));
    }

    [Fact]
    public void A_digest_depends_on_stamps_and_not_on_positions()
    {
        var record = Instance(stamp: 5);
        Assert.Equal(DigestOf(record), DigestOf(record.Reposition(_ => new Position(new OriginId(99), 9))));
        Assert.NotEqual(DigestOf(record), DigestOf(Instance(stamp: 6)));
    }

    private static ServiceRecord Instance(long stamp) =>
        new()
        {
            Key = new("orders", "host", 1),
            Head = new Tombstone(default, new Stamp(new HybridTime(stamp), Peers.Self), new Position(Peers.Self, 1)),
        };

    private static ulong[] DigestOf(ServiceRecord record)
    {
        var digests = new BucketDigests();
        digests.Apply(record.Key, null, record);
        return [.. digests.Current];
    }

    private static ulong[] MadeAnew(RegistryDatabase database, HybridTime from)
    {
        var digests = new BucketDigests();
        digests.LeaveOut(from, []);
        foreach (var record in database.Records.All)
            digests.Apply(record.Key, null, record);
        return [.. digests.Current];
    }

    /// <summary>The outlines of all records, computed from scratch.</summary>
    private static PartOutline[] OutlinedAnew(RegistryDatabase database, HybridTime from)
    {
        var digests = new BucketDigests();
        digests.LeaveOut(from, []);
        return
        [
            .. database.Records.All
                .GroupBy(record => KeyHash.Of(record.Key) % BucketDigests.Count)
                .OrderBy(bucket => bucket.Key)
                .SelectMany(bucket => bucket.SelectMany(
                    record => record.Parts().Where(digests.Includes).Select(part => PartOutline.Of(record.Key, part))).OrderBy(Text)),
        ];
    }

    private static string Text(PartOutline outline) => $"{outline}";

    private static void Commit(RegistryDatabase database, int kind, string service)
    {
        var endpoint = new Endpoint("10.0.0.1", 80);
        RegistryCommand command = kind switch
        {
            0 => RegistryCommands.Unregister(service, endpoint).Value,
            1 => RegistryCommands.UpdateStatus(service, endpoint, ServiceStatus.Stopped).Value,
            _ => RegistryCommands.Register(service, endpoint.Host, endpoint.Port).Value,
        };
        database.TryCommit(ServiceRules.Decide(command, database.Records.Get, []));
    }
}
