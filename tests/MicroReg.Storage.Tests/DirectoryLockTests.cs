using MicroReg.Domain.Journal;
using Microsoft.Data.Sqlite;

namespace MicroReg.Storage.Tests;

public sealed class DirectoryLockTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_second_store_of_a_directory_is_refused_with_one_line()
    {
        using var first = _directory.Open();
        var refused = Assert.Throws<StoreException>(_directory.Open);
        Assert.Contains(_directory.Path, refused.Message, StringComparison.Ordinal);
        Assert.Contains("in use by another process", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public void A_refused_second_store_leaves_the_first_usable()
    {
        using var first = _directory.Open();
        Assert.Throws<StoreException>(_directory.Open);
        first.Write(Samples.Batch(Samples.Living(1)));
        Assert.Single(Samples.ReadAll(first).Records);
    }

    [Fact]
    public void The_directory_is_free_after_closing_and_after_a_failed_start()
    {
        _directory.Open().Dispose();
        Assert.Throws<ArgumentException>(() =>
        {
            File.Delete(_directory.Db);
            SqliteRecordStore.Open(_directory.Options, () => "");
        });
        _directory.Open().Dispose();
    }

    [Fact]
    public void A_lock_file_without_a_process_has_no_effect()
    {
        File.WriteAllText(Path.Combine(_directory.Path, "registry.lock"), "");
        _directory.Open().Dispose();
    }

    [Fact]
    public void A_file_that_another_program_uses_is_reported_as_the_reason()
    {
        _directory.Open().Dispose();
        using var other = new SqliteConnection($"Data Source={_directory.Db};Pooling=False");
        other.Open();
        using var hold = other.CreateCommand();
        hold.CommandText = "PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; UPDATE facts SET probe = 1";
        hold.ExecuteNonQuery();
        Assert.Contains("in use", Assert.Throws<StoreException>(_directory.Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_is_created_with_its_parents()
    {
        var options = new StorageOptions { Directory = Path.Combine(_directory.Path, "a", "b") };
        SqliteRecordStore.Open(options).Dispose();
        Assert.True(File.Exists(Path.Combine(_directory.Path, "a", "b", "registry.db")));
    }

    [Fact]
    public void A_directory_that_cannot_be_created_is_named()
    {
        File.WriteAllText(Path.Combine(_directory.Path, "file"), "");
        var options = new StorageOptions { Directory = Path.Combine(_directory.Path, "file", "data") };
        var refused = Assert.Throws<StoreException>(() => SqliteRecordStore.Open(options));
        Assert.Contains("cannot be written", refused.Message, StringComparison.Ordinal);
        Assert.Contains(options.Directory, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("registry.db")]
    [InlineData("registry.lock")]
    [InlineData("registry.db.new")]
    public void A_directory_in_the_place_of_a_file_is_an_error_of_one_line(string name)
    {
        Directory.CreateDirectory(Path.Combine(_directory.Path, name));
        var refused = Assert.Throws<StoreException>(_directory.Open);
        Assert.Contains("cannot be written", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }
}
