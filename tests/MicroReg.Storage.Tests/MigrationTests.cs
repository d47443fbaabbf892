using System.Buffers.Binary;
using MicroReg.Domain.Journal;
using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Storage.Tests;

/// <summary>
/// The directories FormatVersion1 and FormatVersion2 have the files of killed nodes of these versions. The file has 20 records. The log has
/// one more record, one that was written again and one that was dropped. Version 2 also has the facts of the cluster.
/// </summary>
public abstract class MigrationTests : IDisposable
{
    private const int LogHeader = 32;
    private const int LogFrame = 24 + 4096;

    private static readonly ServiceRecord[] Expected =
    [
        Samples.Living(0, time: 5),
        .. Enumerable.Range(1, 20).Where(number => number != 3)
            .Select(number => number % 4 == 3 ? Samples.Ended(number) : Samples.Living(number)),
    ];

    private readonly TempDirectory _directory = new();

    private readonly ClusterFacts _cluster;

    private protected MigrationTests(int version, ClusterFacts cluster)
    {
        _cluster = cluster;
        foreach (var name in (string[])["registry.db", "registry.db-wal"])
            File.Copy(Path.Combine(AppContext.BaseDirectory, $"FormatVersion{version}", name), Path.Combine(_directory.Path, name));
    }

    public void Dispose()
    {
        _directory.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void The_file_opens_with_all_its_records_and_facts() => AssertHolds(_directory, _cluster);

    [Fact]
    public void A_migrated_file_accepts_records_and_facts_of_the_cluster()
    {
        using (var store = _directory.Open())
            store.Write(new([Samples.Living(20), Samples.Living(20)], [], Samples.VectorOf(22), new(22)) { Cluster = Samples.Cluster(3) });
        AssertHolds(_directory, Samples.Cluster(3));
    }

    [Fact]
    public void A_kill_at_any_point_of_the_migration_loses_nothing()
    {
        using var before = _directory.CopyAsAfterKill();
        var length = (int)new FileInfo(before.Db + "-wal").Length;
        using var store = _directory.Open();
        using var killed = _directory.CopyAsAfterKill();
        var log = File.ReadAllBytes(killed.Db + "-wal");
        Assert.True(log.Length > length);
        Assert.Equal(0, (log.Length - LogHeader) % LogFrame);

        // The migration appends to the log, so after a kill the log is a prefix of the complete one. Only then is the file written.
        for (; length <= log.Length; length += LogFrame / 8)
        {
            using var copy = before.CopyAsAfterKill();
            File.WriteAllBytes(copy.Db + "-wal", log[..length]);
            AssertHolds(copy, _cluster);
            AssertHolds(copy, _cluster);
        }

        AssertHolds(killed, _cluster);
    }

    [Fact]
    public void A_migrated_file_shows_its_version_to_older_programs_at_once()
    {
        using var store = _directory.Open();
        using var killed = _directory.CopyAsAfterKill();
        Assert.Equal(3, BinaryPrimitives.ReadInt32BigEndian(File.ReadAllBytes(killed.Db).AsSpan(60)));
    }

    [Theory]
    [InlineData("UPDATE records SET document = '{' WHERE rowid = 5", "cannot be read")]
    [InlineData("UPDATE facts SET vector = 'x'", "facts")]
    [InlineData("DELETE FROM facts", "facts")]
    [InlineData("PRAGMA user_version = 4", "format version 4, and this program knows versions up to 3")]
    [InlineData("PRAGMA user_version = 0", "its format version is 0")]
    public void A_file_that_is_refused_is_not_migrated(string sql, string expected)
    {
        RawFile.Execute(_directory.Db, sql);
        var before = File.ReadAllBytes(_directory.Db);
        var refused = Assert.Throws<StoreException>(_directory.Open);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_directory.Db));
    }

    [Fact]
    public void A_newer_version_that_only_the_log_has_is_refused_and_the_files_stay_unchanged()
    {
        using var newer = RawFile.Hold(_directory.Db, "PRAGMA user_version = 4");
        using var killed = _directory.CopyAsAfterKill();
        var (file, log) = (File.ReadAllBytes(killed.Db), File.ReadAllBytes(killed.Db + "-wal"));

        Assert.Contains("format version 4", Assert.Throws<StoreException>(killed.Open).Message, StringComparison.Ordinal);

        Assert.Equal(file, File.ReadAllBytes(killed.Db));
        Assert.Equal(log, File.ReadAllBytes(killed.Db + "-wal"));
    }

    private static void AssertHolds(TempDirectory directory, ClusterFacts cluster)
    {
        using var store = directory.Open();
        var (records, facts) = Samples.ReadAll(store);
        Assert.Equal(Expected.ToHashSet(), records.Values.ToHashSet());
        Assert.Equal(new NodeFacts("00112233445566aa", Samples.VectorOf(22), new HybridTime(22)) { Cluster = cluster }, facts);
    }
}

/// <summary>Files of format version 1.</summary>
public sealed class FormatVersion1Tests() : MigrationTests(1, ClusterFacts.None);

/// <summary>Files of format version 2, with one row for each key.</summary>
public sealed class FormatVersion2Tests() : MigrationTests(2, Samples.Cluster(2));
