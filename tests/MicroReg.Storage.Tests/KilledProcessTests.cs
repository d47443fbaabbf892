using CsCheck;
using MicroReg.Domain.Journal;
using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Storage.Tests;

public sealed class KilledProcessTests
{
    private static readonly Gen<ServiceRecord> Record =
        Gen.Select(Gen.Int[0, 20], Gen.Long[1, 99], Gen.Bool, (number, time, ended) =>
            ended ? Samples.Ended(number, time) : Samples.Living(number, time));

    private static readonly Gen<StoreBatch> Batch = Gen.Select(
        Record.Array[0, 8],
        Gen.Int[0, 20].Array[0, 3],
        Gen.Long[1, 1000],
        Gen.Int[0, 11].Select(nodes => nodes < 4 ? Samples.Cluster(nodes) : null),
        Gen.Int[0, 5].Select(choice => choice == 0),
        (records, dropped, sequence, cluster, replacesAll) =>
            new StoreBatch([.. records], [.. dropped.Select(Samples.KeyOf)], Samples.VectorOf(sequence), new(sequence))
            {
                Cluster = cluster,
                ReplacesAll = replacesAll,
            });

    /// <summary>A batch. Also whether the store is closed and reopened after it, and whether the state after a kill is checked.</summary>
    private static readonly Gen<(StoreBatch Batch, bool Reopen, bool Kill)> Step =
        Gen.Select(Batch, Gen.Int[0, 3].Select(choice => choice == 0), Gen.Int[0, 3].Select(choice => choice == 0));

    [Fact]
    public void After_a_kill_all_acknowledged_writes_are_there_and_nothing_else() =>
        Gen.Select(Step.Array[1, 30], Gen.OneOf(Gen.Const(1), Gen.Const(3), Gen.Const(4000)),
            Gen.OneOf(Gen.Const(1), Gen.Const(5), Gen.Const(16_384)), Gen.Int[0, 30]).ForAll(
            (steps, checkpointPages, spareRows, totalCount) =>
            {
                using var directory = new TempDirectory();
                var fsync = checkpointPages == 3 ? FsyncMode.Always : FsyncMode.Checkpoint;
                var options = new StorageOptions
                {
                    Directory = directory.Path,
                    Fsync = fsync,
                    CheckpointPages = checkpointPages,
                    SpareRows = spareRows,
                };
                var model = new Model();
                var store = SqliteRecordStore.Open(options);
                foreach (var (batch, reopen, kill) in steps)
                {
                    store.Write(batch with { TotalCount = totalCount });
                    model.Apply(batch);
                    using var killed = kill ? directory.CopyAsAfterKill() : null;
                    if (killed is not null)
                        AssertHolds(killed, model);
                    if (!reopen)
                        continue;
                    store.Dispose();
                    store = SqliteRecordStore.Open(options);
                }

                store.Dispose();
                AssertHolds(directory, model);
            },
            cases: 200);

    private static void AssertHolds(TempDirectory directory, Model model)
    {
        using var store = directory.Open();
        var (records, facts) = Samples.ReadAll(store);
        Assert.Equal(model.Records, records);
        Assert.Equal(model.Facts with { NodeId = facts.NodeId }, facts);
    }

    /// <summary>The expected content of the store.</summary>
    private sealed class Model
    {
        public Dictionary<InstanceKey, ServiceRecord> Records { get; } = [];

        public NodeFacts Facts { get; private set; } = new("", VersionVector.Empty, default);

        public void Apply(StoreBatch batch)
        {
            if (batch.ReplacesAll)
                Records.Clear();
            foreach (var key in batch.Dropped)
                Records.Remove(key);
            foreach (var record in batch.Records)
                Records[record.Key] = record;
            Facts = new("", batch.Vector, batch.GreatestTime) { Cluster = batch.Cluster ?? Facts.Cluster };
        }
    }
}
