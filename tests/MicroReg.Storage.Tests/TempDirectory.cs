namespace MicroReg.Storage.Tests;

/// <summary>A new directory that is deleted after the test.</summary>
internal sealed class TempDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("microreg-").FullName;

    public string Db => System.IO.Path.Combine(Path, "registry.db");

    public StorageOptions Options => new() { Directory = Path };

    public SqliteRecordStore Open() => SqliteRecordStore.Open(Options);

    /// <summary>Copies what a killed process would leave: the file and its log as they are now.</summary>
    public TempDirectory CopyAsAfterKill()
    {
        var copy = new TempDirectory();
        foreach (var name in (string[])["registry.db", "registry.db-wal"])
            if (File.Exists(System.IO.Path.Combine(Path, name)))
                Copy(System.IO.Path.Combine(Path, name), System.IO.Path.Combine(copy.Path, name));
        return copy;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    // File.Copy would need a lock that the open store has.
    private static void Copy(string from, string to)
    {
        using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var target = new FileStream(to, FileMode.CreateNew);
        source.CopyTo(target);
    }
}
