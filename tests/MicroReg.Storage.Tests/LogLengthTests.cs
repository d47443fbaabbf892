namespace MicroReg.Storage.Tests;

/// <summary>The length that the file of the write-ahead log reaches and keeps.</summary>
public sealed class LogLengthTests : IDisposable
{
    private const int Pages = 100;
    private const int Page = 4096 + 24;
    private readonly TempDirectory _directory = new();

    private StorageOptions Synced => new() { Directory = _directory.Path, CheckpointPages = Pages, Fsync = FsyncMode.Always };

    private long LogLength => new FileInfo(_directory.Db + "-wal").Length;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_synchronised_log_that_starts_over_keeps_its_file()
    {
        using var store = SqliteRecordStore.Open(Synced);
        Samples.ReadAll(store);
        var longest = 0L;
        for (var batch = 0; batch < 300; batch++)
        {
            store.Write(Samples.Batch([.. Enumerable.Range(0, 20).Select(number => Samples.Living((20 * batch) + number))]));
            Assert.InRange(LogLength, longest, 10 * Pages * Page);
            longest = LogLength;
        }

        Assert.Equal(6000, Samples.ReadAll(store).Records.Count);
    }

    [Fact]
    public void A_log_that_one_large_write_made_long_is_truncated_when_it_starts_over()
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
    public void A_log_takes_no_space_before_it_is_written()
    {
        using var store = SqliteRecordStore.Open(Synced);
        Samples.ReadAll(store);
        Assert.InRange(LogLength, 0, 20 * Page);
    }
}
