namespace MicroReg.Storage.Tests;

/// <summary>The write-ahead log is moved into the file while writes go on.</summary>
public sealed class LogMoverTests : IDisposable
{
    private const int Pages = 100;
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void The_log_starts_over_again_and_again_under_a_constant_load()
    {
        using var store = SqliteRecordStore.Open(new() { Directory = _directory.Path, CheckpointPages = Pages });
        for (var batch = 0; batch < 600; batch++)
            store.Write(Samples.Batch([.. Enumerable.Range(0, 50).Select(number => Samples.Living((50 * batch) + number))]));
        Assert.InRange(new FileInfo(_directory.Db + "-wal").Length, 1, 30L * Pages * 4096);
        Assert.Equal(30_000, Samples.ReadAll(store).Records.Count);
    }

    [Fact]
    public void A_store_that_is_closed_during_a_move_reopens_with_all_records()
    {
        for (var round = 1; round <= 20; round++)
        {
            using (var store = SqliteRecordStore.Open(new() { Directory = _directory.Path, CheckpointPages = 10 }))
                store.Write(Samples.Batch([.. Enumerable.Range(0, 20).Select(number => Samples.Living((20 * round) + number))]));
            using var again = _directory.Open();
            Assert.Equal(20 * round, Samples.ReadAll(again).Records.Count);
        }
    }
}
