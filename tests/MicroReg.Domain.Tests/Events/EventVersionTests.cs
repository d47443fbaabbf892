using CsCheck;
using MicroReg.Domain.Events;
using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Tests.Events;

public sealed class EventVersionTests
{
    private static readonly Gen<Stamp> Stamps = Gen.Select(
        Gen.Long[0, 1L << 62], Gen.ULong, (time, origin) => new Stamp(new HybridTime(time), new OriginId(origin)));

    [Fact]
    public void A_merge_never_lowers_the_version_of_a_record() =>
        Gen.Select(Stamps, Stamps.Array[1, 6], Gen.Int[0, 3].Array[6]).ForAll((first, later, kinds) =>
        {
            var record = new ServiceRecord { Key = new InstanceKey("orders", "127.0.0.1", 80), Head = Registered(first) };
            foreach (var (stamp, kind) in later.Zip(kinds))
            {
                var merged = RecordMerge.Apply(record, Part(kind, record.Head!.Generation, stamp));
                Assert.True(string.CompareOrdinal(EventVersion.Of(merged), EventVersion.Of(record)) >= 0);
                Assert.Equal(Observable(merged) == Observable(record), EventVersion.Of(merged) == EventVersion.Of(record));
                record = merged;
            }
        });

    private static RecordPart Part(int kind, Stamp generation, Stamp stamp) => kind switch
    {
        0 => Registered(stamp),
        1 => new Tombstone(generation, stamp, default),
        2 => new Reported(generation, stamp, default, ServiceStatus.Stopped),
        _ => new HealthVerdict(generation, stamp, default, InstanceHealth.Failing),
    };

    private static Registration Registered(Stamp stamp) => new(stamp, default, 1, stamp, InstanceAttributes.Default);

    private static string Observable(ServiceRecord record) => $"{record.Head} {record.Reported} {record.Health}";
}
