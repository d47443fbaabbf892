namespace MicroReg.Storage;

/// <summary>
/// Reserves a data directory for one process with an open file that the operating system gives to only one process. The lock ends with the
/// process, even if it is killed. The empty file stays and has no meaning by itself.
/// </summary>
internal sealed class DirectoryLock : IDisposable
{
    private readonly FileStream _file;

    private DirectoryLock(FileStream file) => _file = file;

    /// <summary>Creates the directory if necessary and locks it.</summary>
    public static DirectoryLock Take(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw StoreErrors.NotWritable(directory, cause.Message, cause);
        }

        var path = Path.Combine(directory, "registry.lock");
        try
        {
            return new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
        }
        catch (IOException cause) when (File.Exists(path) && !IsDiskFull(cause))
        {
            throw StoreErrors.InUse(directory, cause);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw StoreErrors.NotWritable(directory, cause.Message, cause);
        }
    }

    public void Dispose() => _file.Dispose();

    // ENOSPC on Unix, ERROR_DISK_FULL on Windows.
    private static bool IsDiskFull(IOException cause) => (cause.HResult & 0xffff) is 28 or 112;
}
