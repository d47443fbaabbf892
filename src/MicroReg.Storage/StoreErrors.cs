using MicroReg.Domain.Journal;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace MicroReg.Storage;

/// <summary>Makes error messages of one line that say what is wrong with the file and what to do.</summary>
internal static class StoreErrors
{
    public static StoreException Of(SqliteException cause, string path) => cause.SqliteErrorCode switch
    {
        raw.SQLITE_FULL => new($"{path}: the disk is full, nothing was written. Free some space; writes resume by themselves.", cause),
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => Damaged(path, cause.Message, cause),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => InUse(path, cause),
        raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_PERM or raw.SQLITE_AUTH => NotWritable(path, cause.Message, cause),
        _ => new($"{path}: the disk failed ({cause.Message}). Check the disk; writes resume by themselves once it works.", cause),
    };

    public static StoreException Damaged(string path, string what, Exception? cause = null) => new(
        $"{path} is damaged: {OneLine(what)}. It was left as it is. "
        + "Restore a copy of the data directory, or move the directory away to start empty.",
        cause);

    public static StoreException InUse(string path, Exception? cause = null) => new(
        $"{path} is in use by another process. Stop that process, or choose another data directory.", cause);

    public static StoreException NotWritable(string path, string what, Exception? cause = null) => new(
        $"{path} cannot be written: {OneLine(what)}. "
        + "Check that the directory and its files belong to this user, or choose another data directory.",
        cause);

    public static StoreException Missing(string path, string missing) => new(
        $"{path}: {missing} was removed or replaced while the node runs; what is written now would be lost. "
        + "Put the data directory back as it was, or restart the node.");

    public static StoreException Foreign(string path) => new(
        $"{path} is a SQLite file of another program. It was left as it is. Choose another data directory.");

    public static StoreException Newer(string path, int found, int known) => new(
        $"{path} has format version {found}, and this program knows versions up to {known}. "
        + "Run the newer program, or choose another data directory.");

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim().TrimEnd('.');
}
