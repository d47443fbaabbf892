using CsCheck;
using MicroReg.Domain.Journal;
using MicroReg.Domain.Records;

namespace MicroReg.Storage.Tests;

public sealed class KilledProcessTests
{
    private static readonly Gen<ServiceRecord> Record =
        Gen.Select(Gen.Int[0, 20], Gen.Long[1, 99], Gen.Bool, (number, time, ended) => ended ? Samples.Ended(number, time) : Samples.Living(number, time));

    private static readonly Gen<StoreBatch> Batch = Gen.Select(
        Record.Array[0, 8],
        Gen.Int[0, 20].Array[0, 3],
        Gen.Long[1, 1000],
        (records, dropped, sequence) => new StoreBatch([.. records], [.. dropped.Select(Samples.KeyOf)], Samples.VectorOf(sequence), new(sequence)));

    [Fact]
    public void What_was_acknowledged_is_there_after_a_kill_and_nothing_else() =>
        Gen.Select(Batch.Array[1, 12], Gen.Int[0, 2].Select(choice => choice == 0 ? 1 : choice == 1 ? 3 : 4000), Gen.Bool).Sample(
            (batches, checkpointPages, restart) =>
            {
                using var directory = new TempDirectory();
                var options = new StorageOptions { Directory = directory.Path, CheckpointPages = checkpointPages };
                var expected = new Dictionary<InstanceKey, ServiceRecord>();
                var store = SqliteRecordStore.Open(options);
                foreach (var (batch, index) in batches.Select((batch, index) => (batch, index)).ToArray())
                {
                    store.Write(batch);
                    Apply(expected, batch);
                    if (restart && index % 4 == 3)
                    {
                        store.Dispose();
                        store = SqliteRecordStore.Open(options);
                    }
                }

                using var killed = directory.CopyAsAfterKill();
                store.Dispose();
                AssertHolds(killed, expected, batches[^1]);
                AssertHolds(directory, expected, batches[^1]);
            },
            iter: 150,
            threads: 1);

    private static void Apply(Dictionary<InstanceKey, ServiceRecord> expected, StoreBatch batch)
    {
        foreach (var key in batch.Dropped)
            expected.Remove(key);
        foreach (var record in batch.Records)
            expected[record.Key] = record;
    }

    private static void AssertHolds(TempDirectory directory, Dictionary<InstanceKey, ServiceRecord> expected, StoreBatch last)
    {
        using var store = directory.Open();
        var (records, facts) = Samples.ReadAll(store);
        Assert.Equal(expected, records);
        Assert.Equal((last.Vector, last.GreatestTime), (facts.Vector, facts.GreatestTime));
    }
}
