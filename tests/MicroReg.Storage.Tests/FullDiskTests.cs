using System.Diagnostics;
using MicroReg.Domain.Journal;
using MicroReg.Domain.Records;

namespace MicroReg.Storage.Tests;

public sealed class FullDiskTests : IDisposable
{
    private static readonly ServiceRecord[] Many = [.. Enumerable.Range(1000, 3000).Select(number => Samples.Living(number))];

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_batch_that_does_not_fit_is_refused_as_a_whole_and_the_next_one_that_fits_is_stored()
    {
        using var store = SqliteRecordStore.Open(new() { Directory = _directory.Path, MaxPages = 40 });
        store.Write(Samples.Batch(Samples.Living(1), Samples.Living(2)));
        var before = Samples.ReadAll(store);

        var refused = Assert.Throws<StoreException>(() => store.Write(Samples.Batch(Many)));

        Assert.Contains("the disk is full", refused.Message, StringComparison.Ordinal);
        Assert.Contains(_directory.Db, refused.Message, StringComparison.Ordinal);
        AssertHolds(before, store);
        store.Write(new([Samples.Living(3)], [Samples.KeyOf(1)], Samples.VectorOf(3), new(3)));
        Assert.Equal([Samples.KeyOf(2), Samples.KeyOf(3)], Samples.ReadAll(store).Records.Keys.Order(ByHost));
    }

    [Fact]
    public void Writes_to_a_full_disk_are_refused_until_there_is_space_again()
    {
        // Only the superuser can mount a small disk. For other users, the size limit of the file is used instead.
        using var disk = SmallDisk.Mount(_directory.Path);
        using var store = SqliteRecordStore.Open(new() { Directory = _directory.Path, MaxPages = disk is null ? 150 : null });
        store.Write(Samples.Batch(Samples.Living(1)));
        var ballast = disk?.Fill();

        AssertRefusals(store);

        if (ballast is not null)
            File.Delete(ballast);
        store.Probe();
        store.Write(Samples.Batch(Samples.Living(2)));
        Assert.Equal(2, Samples.ReadAll(store).Records.Count);
        store.Dispose();
        using var again = _directory.Open();
        Assert.Equal(2, Samples.ReadAll(again).Records.Count);
    }

    private static void AssertRefusals(SqliteRecordStore store)
    {
        var before = Samples.ReadAll(store);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var refused = Assert.Throws<StoreException>(() => store.Write(Samples.Batch(Many)));
            Assert.Contains("the disk is full", refused.Message, StringComparison.Ordinal);
            AssertHolds(before, store);
        }
    }

    private static void AssertHolds((Dictionary<InstanceKey, ServiceRecord> Records, NodeFacts Facts) expected, SqliteRecordStore store)
    {
        var (records, facts) = Samples.ReadAll(store);
        Assert.Equal(expected.Records, records);
        Assert.Equal(expected.Facts, facts);
    }

    private static readonly Comparer<InstanceKey> ByHost = Comparer<InstanceKey>.Create((a, b) => a.Endpoint.CompareTo(b.Endpoint));

    private sealed class SmallDisk(string path) : IDisposable
    {
        public static SmallDisk? Mount(string path) =>
            Environment.IsPrivilegedProcess && OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", path)
                ? new(path)
                : null;

        public string Fill()
        {
            var ballast = Path.Combine(path, "ballast");
            using var file = new FileStream(ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            try
            {
                while (true)
                    file.Write(new byte[4096]);
            }
            catch (IOException)
            {
                return ballast;
            }
        }

        public void Dispose() => Run("umount", path);

        private static bool Run(string command, params string[] arguments)
        {
            using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
    }
}
