using MicroReg.Domain.Journal;
using Microsoft.Data.Sqlite;

namespace MicroReg.Storage.Tests;

/// <summary>Superseded rows are removed from the file while writes go on.</summary>
public sealed class CompactionTests : IDisposable
{
    private const int Spare = 50;
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_record_that_is_written_again_and_again_does_not_fill_the_disk()
    {
        using var store = Open();
        for (var time = 1; time <= 3000; time++)
        {
            store.Write(Samples.Batch(Samples.Living(1, time), Samples.Living(2)));
            if (time % 100 == 0)
                Assert.InRange(Rows(), 2, 400);
        }

        Assert.Equal(Samples.Living(1, 3000), Samples.ReadAll(store).Records[Samples.KeyOf(1)]);
        Assert.True(new FileInfo(_directory.Db).Length < 400 * 1024);
    }

    [Fact]
    public void Records_that_are_no_longer_written_stay()
    {
        using (var store = Open())
        {
            store.Write(Samples.Batch([.. Enumerable.Range(0, 300).Select(number => Samples.Living(number))]));
            for (var time = 1; time <= 3000; time++)
                store.Write(Samples.Batch(Samples.Living(299, time)) with { TotalCount = 300 });
            Assert.InRange(Rows(), 300, 2000);
        }

        using var again = Open();
        Assert.Equal(
            [.. Enumerable.Range(0, 299).Select(number => Samples.Living(number)), Samples.Living(299, 3000)],
            Samples.ReadAll(again).Records.Values.ToHashSet());
    }

    [Fact]
    public void Dropped_keys_leave_no_rows_behind()
    {
        using var store = Open();
        store.Write(Samples.Batch([.. Enumerable.Range(0, 200).Select(number => Samples.Living(number))]));
        store.Write(new([], [.. Enumerable.Range(1, 199).Select(Samples.KeyOf)], Samples.VectorOf(2), new(2)));
        for (var time = 1; time <= 400; time++)
            store.Write(Samples.Batch(Samples.Living(0, time)) with { TotalCount = 1 });
        Assert.InRange(Rows(), 1, 400);
        Assert.Equal([Samples.KeyOf(0)], Samples.ReadAll(store).Records.Keys);
    }

    [Fact]
    public void Records_that_are_written_only_once_are_never_copied()
    {
        using var store = Open();
        for (var number = 0; number < 2000; number++)
            store.Write(Samples.Batch(Samples.Living(number)) with { TotalCount = number + 1 });
        Assert.Equal(2000, Rows());
        Assert.Equal(2000, LastRow());
    }

    [Fact]
    public void A_write_that_a_full_disk_refused_during_compaction_succeeds_once_there_is_space()
    {
        using (var store = SqliteRecordStore.Open(new() { Directory = _directory.Path, SpareRows = Spare, MaxPages = 100 }))
        {
            Assert.Throws<StoreException>(() =>
            {
                for (var time = 1; time <= 100_000; time++)
                    store.Write(Samples.Batch(Samples.Living(time % 600, time)) with { TotalCount = 100 });
            });
            store.Probe();
        }

        using var spacious = Open();
        var before = Samples.ReadAll(spacious).Records;
        for (var time = 200_000; time < 200_500; time++)
            spacious.Write(Samples.Batch(Samples.Living(1, time)) with { TotalCount = 600 });
        before[Samples.KeyOf(1)] = Samples.Living(1, 200_499);
        Assert.Equal(before, Samples.ReadAll(spacious).Records);
    }

    [Fact]
    public void On_a_nearly_full_disk_superseded_rows_give_their_space_back_without_copies()
    {
        const int Records = 200;
        using (var store = SqliteRecordStore.Open(new() { Directory = _directory.Path, SpareRows = Spare, MaxPages = 80 }))
            for (var time = 1; time <= 5000; time++)
                store.Write(Samples.Batch(Samples.Living(time % Records, time)) with { TotalCount = Records });

        using var again = Open();
        Assert.Equal(
            Enumerable.Range(4801, Records).Select(time => Samples.Living(time % Records, time)).ToHashSet(),
            Samples.ReadAll(again).Records.Values.ToHashSet());
    }

    [Fact]
    public void A_full_disk_gives_space_back_while_nothing_is_written()
    {
        using var store = SqliteRecordStore.Open(new() { Directory = _directory.Path, SpareRows = Spare, MaxPages = 60 });
        Assert.Throws<StoreException>(() =>
        {
            for (var time = 1; time <= 5000; time++)
                store.Write(Samples.Batch(Samples.Living(time % 200, time)) with { TotalCount = 1000 });
        });
        var full = Rows();
        store.Probe();
        Assert.InRange(Rows(), 200, full / 2);
        store.Write(Samples.Batch(Samples.Living(1, 9000)));
    }

    private SqliteRecordStore Open() => SqliteRecordStore.Open(new() { Directory = _directory.Path, SpareRows = Spare });

    private long Rows() => Ask("SELECT count(*) FROM records");

    private long LastRow() => Ask("SELECT max(rowid) FROM records");

    private long Ask(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_directory.Db};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
