using MicroReg.Domain.Journal;

namespace MicroReg.Storage.Tests;

/// <summary>Files that are removed or replaced while they are open take every write, and lose it when the process ends.</summary>
public sealed class RemovedDirectoryTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("-wal")]
    [InlineData("-shm")]
    public void A_write_after_a_file_was_removed_fails_and_names_it(string suffix)
    {
        using var store = _directory.Open();
        store.Write(Samples.Batch(Samples.Living(1)));
        File.Delete(_directory.Db + suffix);

        Assert.Contains(_directory.Db + suffix, Refused(() => store.Write(Samples.Batch(Samples.Living(2)))), StringComparison.Ordinal);
        Assert.Contains(_directory.Db + suffix, Refused(store.Probe), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_in_the_place_of_another_is_not_the_same()
    {
        using var store = _directory.Open();
        store.Write(Samples.Batch(Samples.Living(1)));
        File.WriteAllBytes(Away, []);
        File.Move(Away, _directory.Db, overwrite: true);

        Assert.Contains("removed or replaced", Refused(() => store.Write(Samples.Batch(Samples.Living(2)))), StringComparison.Ordinal);
    }

    [Fact]
    public void Writes_resume_when_the_files_are_back()
    {
        using var store = _directory.Open();
        store.Write(Samples.Batch(Samples.Living(1)));
        File.Move(_directory.Db, Away);
        Refused(store.Probe);
        File.Move(Away, _directory.Db);

        store.Probe();
        store.Write(Samples.Batch(Samples.Living(2)));
        Assert.Equal(2, Samples.ReadAll(store).Records.Count);
    }

    private string Away => Path.Combine(_directory.Path, "away");

    private static string Refused(Action write) => Assert.Throws<StoreException>(write).Message;
}
