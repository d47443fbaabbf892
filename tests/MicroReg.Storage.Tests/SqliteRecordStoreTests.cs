using MicroReg.Domain.Journal;
using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Storage.Tests;

public sealed class SqliteRecordStoreTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_new_store_is_empty_and_has_the_node_id_that_was_drawn()
    {
        using var store = SqliteRecordStore.Open(_directory.Options, () => "0123456789abcdef");
        var (records, facts) = Samples.ReadAll(store);
        Assert.Empty(records);
        Assert.Equal(new NodeFacts("0123456789abcdef", VersionVector.Empty, default), facts);
    }

    [Fact]
    public void The_node_id_is_drawn_once_and_kept()
    {
        string first;
        using (var store = _directory.Open())
            first = Samples.ReadAll(store).Facts.NodeId;
        using var again = SqliteRecordStore.Open(_directory.Options, () => throw new InvalidOperationException("drawn twice"));
        Assert.Equal(first, Samples.ReadAll(again).Facts.NodeId);
        Assert.True(NodeIds.IsNodeId(first));
    }

    [Fact]
    public void A_malformed_node_id_is_refused_and_no_file_is_created()
    {
        Assert.Throws<ArgumentException>(() => SqliteRecordStore.Open(_directory.Options, () => "node-1"));
        Assert.False(File.Exists(_directory.Db));
    }

    [Fact]
    public void Subscriptions_and_their_tombstones_are_stored_and_dropped()
    {
        var ended = new ServiceRecord
        {
            Key = InstanceKey.OfSubscription("b"),
            Head = new Tombstone(Samples.StampOf(1), Samples.StampOf(4), new(Samples.Origin, 4)),
        };
        using (var store = _directory.Open())
            store.Write(Samples.Batch(Samples.Subscribed("a"), Samples.Subscribed("c"), ended));
        using (var store = _directory.Open())
        {
            Assert.Equal(new HashSet<ServiceRecord> { Samples.Subscribed("a"), Samples.Subscribed("c"), ended },
                [.. Samples.ReadAll(store).Records.Values]);
            store.Write(Samples.Batch(Samples.Subscribed("a", time: 9)) with { Dropped = [ended.Key, InstanceKey.OfSubscription("c")] });
        }

        using var again = _directory.Open();
        Assert.Equal(Samples.Subscribed("a", time: 9), Assert.Single(Samples.ReadAll(again).Records).Value);
    }

    [Theory]
    [InlineData(FsyncMode.Checkpoint)]
    [InlineData(FsyncMode.Always)]
    public void Records_and_facts_are_read_as_they_were_written(FsyncMode fsync)
    {
        var options = new StorageOptions { Directory = _directory.Path, Fsync = fsync };
        using (var store = SqliteRecordStore.Open(options))
            store.Write(new([Samples.Living(1), Samples.Ended(2)], [], Samples.VectorOf(7), new(99)));
        using var again = SqliteRecordStore.Open(options);
        var (records, facts) = Samples.ReadAll(again);
        Assert.Equal([Samples.Living(1), Samples.Ended(2)], records.Values.OrderBy(record => record.IsLiving ? 0 : 1));
        Assert.Equal((Samples.VectorOf(7), new HybridTime(99)), (facts.Vector, facts.GreatestTime));
    }

    [Fact]
    public void The_last_record_of_a_key_is_valid_and_a_dropped_key_is_gone()
    {
        using var store = _directory.Open();
        store.Write(Samples.Batch(Samples.Living(1), Samples.Living(2), Samples.Living(1, time: 5)));
        store.Write(new([], [Samples.KeyOf(2), Samples.KeyOf(77)], Samples.VectorOf(9), new(9)));
        Assert.Equal([Samples.Living(1, time: 5)], Samples.ReadAll(store).Records.Values);
    }

    [Fact]
    public void A_key_that_is_dropped_and_stored_in_one_batch_exists()
    {
        using var store = _directory.Open();
        store.Write(new([Samples.Living(1)], [Samples.KeyOf(1)], Samples.VectorOf(1), new(1)));
        Assert.Single(Samples.ReadAll(store).Records);
    }

    [Fact]
    public void A_disk_probe_succeeds_and_does_not_change_the_content()
    {
        using var store = _directory.Open();
        store.Write(Samples.Batch(Samples.Living(1)));
        var before = Samples.ReadAll(store);
        store.Probe();
        Assert.Equal(before.Facts, Samples.ReadAll(store).Facts);
    }

    [Fact]
    public void Closing_moves_the_log_into_the_file()
    {
        using (var store = _directory.Open())
            store.Write(Samples.Batch([.. Enumerable.Range(0, 100).Select(number => Samples.Living(number))]));
        Assert.True(!File.Exists(_directory.Db + "-wal") || new FileInfo(_directory.Db + "-wal").Length == 0);
        File.Delete(_directory.Db + "-wal");
        using var again = _directory.Open();
        Assert.Equal(100, Samples.ReadAll(again).Records.Count);
    }

    [Fact]
    public void A_closed_store_throws_and_can_be_closed_twice()
    {
        var store = _directory.Open();
        store.Dispose();
        store.Dispose();
        Assert.Throws<ObjectDisposedException>(store.Probe);
    }

    [Fact]
    public void An_exception_of_the_reader_propagates_and_leaves_the_store_usable()
    {
        using var store = _directory.Open();
        store.Write(Samples.Batch(Samples.Living(1)));
        Assert.Throws<InvalidOperationException>(() => store.Load(_ => throw new InvalidOperationException()));
        store.Write(Samples.Batch(Samples.Living(2)));
        Assert.Equal(2, Samples.ReadAll(store).Records.Count);
    }
}
