namespace MicroReg.Storage.Tests;

/// <summary>A log that is synchronised with each commit has its space from the start.</summary>
public sealed class LogSpaceTests : IDisposable
{
    private const int Pages = 100;
    private const int Page = 4096 + 24;
    private readonly TempDirectory _directory = new();

    private StorageOptions Synced => new() { Directory = _directory.Path, CheckpointPages = Pages, Fsync = FsyncMode.Always };

    private long LogLength => new FileInfo(_directory.Db + "-wal").Length;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_log_that_begins_again_and_again_keeps_its_length()
    {
        using var store = SqliteRecordStore.Open(Synced);
        Samples.ReadAll(store);
        var length = LogLength;
        Assert.Equal(5 * Pages * Page, length);
        for (var batch = 0; batch < 300; batch++)
        {
            store.Write(Samples.Batch([.. Enumerable.Range(0, 20).Select(number => Samples.Living((20 * batch) + number))]));
            Assert.InRange(LogLength, length, length * 3 / 2);
        }

        Assert.Equal(6000, Samples.ReadAll(store).Records.Count);
    }

    [Fact]
    public void What_is_in_the_log_of_a_killed_process_is_found_before_and_behind_its_space()
    {
        using var store = SqliteRecordStore.Open(Synced);
        Samples.ReadAll(store);
        for (var number = 1; number <= 2; number++)
        {
            store.Write(Samples.Batch(Samples.Living(number)));
            using var killed = _directory.CopyAsAfterKill();
            using (var again = SqliteRecordStore.Open(new() { Directory = killed.Path, CheckpointPages = 2 * Pages, Fsync = FsyncMode.Always }))
            {
                Samples.ReadAll(again);
                Assert.Equal(10 * Pages * Page, new FileInfo(killed.Db + "-wal").Length);
                again.Write(Samples.Batch(Samples.Living(100)));
            }

            using var last = killed.Open();
            Assert.Equal(number + 1, Samples.ReadAll(last).Records.Count);
        }
    }

    [Fact]
    public void A_log_that_one_great_write_made_long_is_cut_when_it_begins_again()
    {
        using var store = SqliteRecordStore.Open(Synced);
        Samples.ReadAll(store);
        store.Write(Samples.Batch([.. Enumerable.Range(0, 20_000).Select(number => Samples.Living(number))]));
        Assert.InRange(LogLength, 10 * Pages * Page + 1, long.MaxValue);
        for (var batch = 0; batch < 10; batch++)
            store.Write(Samples.Batch(Samples.Living(batch)));
        Assert.Equal(10 * Pages * Page, LogLength);
    }

    [Fact]
    public void A_log_that_is_not_synchronised_takes_no_space_before_it_is_written()
    {
        using var store = _directory.Open();
        store.Write(Samples.Batch(Samples.Living(1)));
        Assert.InRange(LogLength, 1, 20 * Page);
    }
}
