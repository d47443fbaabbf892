using System.Buffers.Binary;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace MicroReg.Storage;

/// <summary>Creates, recognises, checks and opens the SQLite file of a data directory.</summary>
internal static class StoreFile
{
    /// <summary>The format version that this program writes.</summary>
    public const int FormatVersion = 3;

    /// <summary>"MReg" in the header of the file distinguishes it from files of other programs.</summary>
    public const int ApplicationId = 0x4d526567;

    private const int HeaderLength = 100;
    private const int VersionOffset = 60;
    private const int ApplicationOffset = 68;

    /// <summary>
    /// Each row is one state of a record. New rows are appended, and the last row of a key is the valid one. A NULL document means that the
    /// key has no record. All records are in memory, so nobody searches the table, and each write changes only its last page. With an index
    /// by key and updates in place, each write needed two pages of the log. <see cref="Compaction"/> removes superseded rows. (Before
    /// version 3 there was one row for each key.) The facts are one row, so a batch updates them with one statement. The facts of the
    /// cluster (since version 2) are one JSON text. It is NULL until the node meets another node.
    /// </summary>
    private const string Schema = $"""
        {Records};
        CREATE TABLE facts(
            node_id TEXT NOT NULL, vector TEXT NOT NULL, greatest_time INTEGER NOT NULL, probe INTEGER NOT NULL DEFAULT 0,
            cluster TEXT);
        """;

    /// <summary>Creates the table of records.</summary>
    public const string Records = "CREATE TABLE records(name TEXT NOT NULL, host TEXT NOT NULL, port INTEGER NOT NULL, document BLOB)";

    /// <summary>
    /// Creates the file under another name and renames it when it is complete. So the real name never belongs to an unfinished file, and a
    /// file that is too short was damaged later.
    /// </summary>
    public static void Create(string path, string nodeId)
    {
        var unfinished = path + ".new";
        File.Delete(unfinished);
        using (var connection = Connect(unfinished, SqliteOpenMode.ReadWriteCreate))
        {
            Execute(
                connection,
                $"PRAGMA journal_mode = OFF; PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {FormatVersion}; {Schema}");
            using var facts = connection.CreateCommand();
            facts.CommandText = "INSERT INTO facts(node_id, vector, greatest_time) VALUES ($id, '', 0)";
            facts.Parameters.AddWithValue("$id", nodeId);
            facts.ExecuteNonQuery();
        }

        File.Move(unfinished, path);
    }

    /// <summary>
    /// Refuses a file that belongs to another program, has a newer format or is visibly truncated, before SQLite touches it.
    /// </summary>
    public static void CheckHeader(string path)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
            if (file.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength)
                throw StoreErrors.Damaged(path, "it is shorter than its header");
        if (!header.StartsWith("SQLite format 3\0"u8))
            throw StoreErrors.Damaged(path, "it does not begin like a SQLite file");
        if (BinaryPrimitives.ReadInt32BigEndian(header[ApplicationOffset..]) != ApplicationId)
            throw StoreErrors.Foreign(path);
        CheckVersion(path, BinaryPrimitives.ReadInt32BigEndian(header[VersionOffset..]));
    }

    /// <summary>Refuses a format that this program does not know.</summary>
    public static void CheckVersion(string path, int version)
    {
        if (version > FormatVersion)
            throw StoreErrors.Newer(path, version, FormatVersion);
        if (version < 1)
            throw StoreErrors.Damaged(path, $"its format version is {version}");
    }

    /// <summary>Opens the file. The lock of the directory ensures that no other node uses it.</summary>
    public static SqliteConnection Open(string path, StorageOptions options)
    {
        var connection = Connect(path, SqliteOpenMode.ReadWrite);
        try
        {
            // A damaged file must stay unchanged. Closing it must not move the log into it.
            raw.sqlite3_db_config(connection.Handle, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, out _);
            Execute(connection, "PRAGMA wal_autocheckpoint = 0");
            CheckPages(connection, path);
            Execute(connection, $"""
                PRAGMA journal_mode = WAL;
                PRAGMA synchronous = {(options.Fsync == FsyncMode.Always ? "FULL" : "NORMAL")};
                PRAGMA cache_size = {-options.CacheKiB};
                PRAGMA journal_size_limit = {LogMover.KeptLength(options)};
                """);
            if (options.MaxPages is { } most)
                Execute(connection, $"PRAGMA max_page_count = {most}");
            StoreMigration.Run(connection, path);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Opens a second connection to the file, for moving its log.</summary>
    public static SqliteConnection OpenMover(string path, StorageOptions options)
    {
        var connection = Connect(path, SqliteOpenMode.ReadWrite);
        raw.sqlite3_db_config(connection.Handle, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, out _);
        var synchronous = options.Fsync == FsyncMode.Always ? "FULL" : "NORMAL";
        Execute(connection, $"PRAGMA synchronous = {synchronous}; PRAGMA cache_size = 16; PRAGMA user_version");
        return connection;
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Without a connection pool, because closing a store must release its file.</summary>
    private static SqliteConnection Connect(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 1 }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void CheckPages(SqliteConnection connection, string path)
    {
        using var check = connection.CreateCommand();
        check.CommandText = "PRAGMA quick_check(1)";
        if (check.ExecuteScalar() as string is var answer && answer != "ok")
            throw StoreErrors.Damaged(path, answer ?? "its pages cannot be checked");
    }
}
