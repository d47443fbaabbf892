using MicroReg.Domain.Journal;

namespace MicroReg.Storage.Tests;

public sealed class DamagedFileTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public DamagedFileTests()
    {
        using var store = _directory.Open();
        store.Write(Samples.Batch([.. Enumerable.Range(0, 1000).Select(number => Samples.Living(number))]));
    }

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    [InlineData(4096)]
    [InlineData(100_000)]
    public void A_truncated_file_is_refused_and_stays_unchanged(int length)
    {
        using (var file = File.OpenWrite(_directory.Db))
            file.SetLength(length);
        AssertRefused("is damaged");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(4096)]
    [InlineData(200_000)]
    public void A_half_overwritten_file_is_refused_and_stays_unchanged(int from)
    {
        using (var file = File.OpenWrite(_directory.Db))
        {
            file.Position = from;
            file.Write([.. Enumerable.Repeat((byte)0x5a, (int)(file.Length - from) / 2)]);
        }

        AssertRefused(from == 16 ? "another program" : "is damaged");
    }

    [Fact]
    public void A_damaged_file_with_a_log_stays_unchanged()
    {
        using var killed = KilledWithLog();
        using (var file = File.OpenWrite(killed.Db))
        {
            file.Position = 8192;
            file.Write(new byte[100_000]);
        }

        var (file1, log1) = (File.ReadAllBytes(killed.Db), File.ReadAllBytes(killed.Db + "-wal"));
        Assert.Contains("is damaged", Assert.Throws<StoreException>(() => ReadAll(killed)).Message, StringComparison.Ordinal);
        Assert.Equal(file1, File.ReadAllBytes(killed.Db));
        Assert.Equal(log1, File.ReadAllBytes(killed.Db + "-wal"));
    }

    [Fact]
    public void A_log_without_its_file_is_refused_and_stays_unchanged()
    {
        using var killed = KilledWithLog();
        File.Delete(killed.Db);
        Assert.Contains("it is gone", Assert.Throws<StoreException>(() => ReadAll(killed)).Message, StringComparison.Ordinal);
        Assert.True(File.Exists(killed.Db + "-wal"));
        Assert.False(File.Exists(killed.Db));
    }

    [Theory]
    [InlineData("UPDATE records SET document = '{' WHERE rowid = 5", "cannot be read")]
    [InlineData("UPDATE records SET document = 'null' WHERE rowid = 5", "another instance's")]
    [InlineData("UPDATE records SET document = (SELECT document FROM records WHERE rowid = 6) WHERE rowid = 5", "another instance's")]
    [InlineData("UPDATE facts SET vector = 'x'", "facts")]
    [InlineData("DELETE FROM facts", "facts")]
    [InlineData("UPDATE facts SET cluster = ''", "facts of the cluster")]
    [InlineData("UPDATE facts SET cluster = 'null'", "facts of the cluster")]
    [InlineData("UPDATE facts SET cluster = '{}'", "facts of the cluster")]
    [InlineData("UPDATE facts SET cluster = '[]'", "facts of the cluster")]
    [InlineData("UPDATE facts SET cluster = 7", "facts of the cluster")]
    [InlineData("UPDATE facts SET cluster = x'ff00'", "facts of the cluster")]
    public void Content_that_cannot_be_read_is_refused(string sql, string expected)
    {
        RawFile.Execute(_directory.Db, sql);
        AssertRefused(expected);
    }

    [Theory]
    [InlineData(FsyncMode.Checkpoint)]
    [InlineData(FsyncMode.Always)]
    public void Content_that_cannot_be_read_leaves_the_file_and_its_log_unchanged(FsyncMode fsync)
    {
        using var holder = RawFile.Hold(_directory.Db, "PRAGMA wal_autocheckpoint = 0; UPDATE records SET document = '{' WHERE rowid = 5");
        using var killed = _directory.CopyAsAfterKill();
        var (file, log) = (File.ReadAllBytes(killed.Db), File.ReadAllBytes(killed.Db + "-wal"));
        using (var store = SqliteRecordStore.Open(new() { Directory = killed.Path, Fsync = fsync }))
            Assert.Throws<StoreException>(() => Samples.ReadAll(store));
        Assert.NotEmpty(log);
        Assert.Equal(file, File.ReadAllBytes(killed.Db));
        Assert.Equal(log, File.ReadAllBytes(killed.Db + "-wal"));
    }

    [Fact]
    public void A_newer_format_is_refused_and_the_message_names_both_versions()
    {
        RawFile.Execute(_directory.Db, "PRAGMA user_version = 7");
        AssertRefused("format version 7, and this program knows versions up to 3");
    }

    [Fact]
    public void A_file_of_another_program_is_refused()
    {
        RawFile.Execute(_directory.Db, "PRAGMA application_id = 5");
        AssertRefused("another program");
    }

    [Fact]
    public void A_format_version_that_never_existed_is_damage()
    {
        RawFile.Execute(_directory.Db, "PRAGMA user_version = 0");
        AssertRefused("its format version is 0");
    }

    private TempDirectory KilledWithLog()
    {
        using var store = _directory.Open();
        store.Write(Samples.Batch(Samples.Living(5000)));
        return _directory.CopyAsAfterKill();
    }

    private static void ReadAll(TempDirectory directory)
    {
        using var store = directory.Open();
        Samples.ReadAll(store);
    }

    private void AssertRefused(string expected)
    {
        var before = File.ReadAllBytes(_directory.Db);
        var refused = Assert.Throws<StoreException>(() => ReadAll(_directory));
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.Contains(_directory.Db, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
        Assert.Equal(before, File.ReadAllBytes(_directory.Db));
    }
}
