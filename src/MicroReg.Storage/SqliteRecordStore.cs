using MicroReg.Domain.Journal;
using MicroReg.Domain.Records;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace MicroReg.Storage;

/// <summary>
/// The records of a node in a SQLite file with a write-ahead log. A batch is one transaction and is in the log when
/// <see cref="Write"/> returns, so it survives the death of the process.
/// </summary>
public sealed class SqliteRecordStore : IRecordStore
{
    private readonly DirectoryLock _lock;
    private readonly SqliteConnection _connection;
    private readonly StoreReader _reader;
    private readonly StoreStatements _statements;
    private bool _disposed;

    private SqliteRecordStore(string path, DirectoryLock directory, SqliteConnection connection) =>
        (Path, _lock, _connection, _reader, _statements) =
        (path, directory, connection, new StoreReader(connection, path), new StoreStatements(connection));

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The memory that SQLite holds in this process, its page cache above all, in bytes.</summary>
    public static long MemoryUsed => raw.sqlite3_memory_used();

    /// <summary>Opens the store of a data directory, which is made if it is not there.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="drawNodeId">Draws the lasting id of a new node; <see cref="NodeIds.Draw"/> if null.</param>
    /// <exception cref="StoreException">
    /// The directory cannot be written or is in use, or its file is damaged, too new or another program's. What is
    /// there stays as it is.
    /// </exception>
    public static SqliteRecordStore Open(StorageOptions options, Func<string>? drawNodeId = null)
    {
        var directory = System.IO.Path.GetFullPath(options.Directory);
        var path = System.IO.Path.Combine(directory, "registry.db");
        var taken = DirectoryLock.Take(directory);
        try
        {
            if (!File.Exists(path))
                CreateNew(path, drawNodeId ?? NodeIds.Draw);
            StoreFile.CheckHeader(path);
            return new SqliteRecordStore(path, taken, StoreFile.Open(path, options));
        }
        catch (Exception cause)
        {
            taken.Dispose();
            throw cause switch
            {
                SqliteException sqlite => StoreErrors.Of(sqlite, path),
                IOException or UnauthorizedAccessException => StoreErrors.NotWritable(path, cause.Message, cause),
                _ => cause,
            };
        }
    }

    /// <inheritdoc />
    public NodeFacts Load(Action<ServiceRecord> onRecord) => Guard(() => _reader.Read(StoreFile.FormatVersion, onRecord));

    /// <inheritdoc />
    public void Write(StoreBatch batch) => Guard(() =>
    {
        _statements.InTransaction(() =>
        {
            if (batch.ReplacesAll)
                _statements.DropAll();
            foreach (var key in batch.Dropped)
                _statements.Drop(key);
            foreach (var record in batch.Records)
                _statements.Put(record);
            _statements.SetFacts(batch);
        });
        return true;
    });

    /// <inheritdoc />
    public void Probe() => Guard(() =>
    {
        _statements.InTransaction(_statements.Probe);
        return true;
    });

    /// <summary>Moves the log into the file and closes it. If the disk refuses, the log stays for the next start.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _statements.Dispose();
        try
        {
            StoreFile.Execute(_connection, "PRAGMA wal_checkpoint(TRUNCATE)");
            raw.sqlite3_db_config(_connection.Handle, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, out _);
        }
        catch (SqliteException)
        {
            // Nothing is lost: what was acknowledged is in the log.
        }

        _connection.Dispose();
        _lock.Dispose();
    }

    private static void CreateNew(string path, Func<string> drawNodeId)
    {
        if (new FileInfo(path + "-wal") is { Exists: true, Length: > 0 })
            throw StoreErrors.Damaged(path, "it is gone, but its log (registry.db-wal) is there");
        var nodeId = drawNodeId();
        if (!NodeIds.IsNodeId(nodeId))
            throw new ArgumentException($"A node id is {NodeIds.Length} hexadecimal digits, not '{nodeId}'.", nameof(drawNodeId));
        StoreFile.Create(path, nodeId);
    }

    private T Guard<T>(Func<T> action)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        try
        {
            return action();
        }
        catch (SqliteException cause)
        {
            throw StoreErrors.Of(cause, Path);
        }
    }
}
