using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace MicroReg.Storage;

/// <summary>
/// Checks that the open files are still those of the data directory. Whoever removes or replaces the directory of a running node leaves it
/// with files that take every write and are gone when it ends.
/// </summary>
/// <param name="connection">The connection to the file.</param>
/// <param name="path">The path of the file.</param>
internal sealed class FilePresence(SqliteConnection connection, string path)
{
    private const int HasMoved = 20; // SQLITE_FCNTL_HAS_MOVED

    private readonly string[] _companions = [path + "-wal", path + "-shm"];

    /// <summary>The path of a file that was removed or replaced; null if all are in place.</summary>
    public string? FindMissing()
    {
        // Systems on which an open file cannot be moved do not know this operation and leave the result as it is.
        var hasMoved = 0;
        _ = FileControl(connection.Handle!, null, HasMoved, ref hasMoved);
        return hasMoved != 0 ? path : Array.Find(_companions, companion => !File.Exists(companion));
    }

    /// <param name="database">The connection.</param>
    /// <param name="name">The name of the database within it; null for the main one.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="result">Its argument and result.</param>
    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control", CallingConvention = CallingConvention.Cdecl)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FileControl(SafeHandle database, byte[]? name, int operation, ref int result);
}
