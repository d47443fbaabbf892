using MicroReg.Domain.Journal;
using MicroReg.Domain.Records;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace MicroReg.Storage;

/// <summary>
/// The records of a node in a SQLite file with a write-ahead log. A batch is one transaction. It is in the log when <see cref="Write"/>
/// returns, so it survives the death of the process.
/// </summary>
internal sealed class SqliteRecordStore : IRecordStore
{
    private readonly DirectoryLock _lock;
    private readonly SqliteConnection _connection;
    private readonly StoreReader _reader;
    private readonly Compaction _compaction;
    private readonly StoreStatements _statements;
    private readonly LogMover _mover;
    private readonly FilePresence _presence;
    private bool _isUnreadable;
    private bool _disposed;

    private SqliteRecordStore(string path, DirectoryLock directory, SqliteConnection connection, StorageOptions options)
    {
        (Path, _lock, _connection) = (path, directory, connection);
        _reader = new StoreReader(connection, path);
        _compaction = new Compaction(connection, options.SpareRows);
        _statements = new StoreStatements(connection, _compaction);
        _presence = new FilePresence(connection, path);
        _mover = new LogMover(connection, StoreFile.OpenMover(path, options), options.CheckpointPages, LogMover.PagesIn(path));
    }

    /// <summary>The path of the file.</summary>
    public string Path { get; }

    /// <summary>The memory that SQLite uses in this process, in bytes. Most of it is the page cache.</summary>
    public static long MemoryUsed => raw.sqlite3_memory_used();

    /// <summary>Opens the store of a data directory. Creates the directory and the file if they do not exist.</summary>
    /// <param name="options">The options.</param>
    /// <param name="drawNodeId">Makes the permanent id of a new node. <see cref="NodeIds.Draw"/> if null.</param>
    /// <exception cref="StoreException">
    /// The directory cannot be written or is in use, or its file is damaged, has a newer format or belongs to another program. Existing
    /// files are left unchanged.
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
            var connection = StoreFile.Open(path, options);
            return new SqliteRecordStore(path, taken, connection, options);
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
    public NodeFacts Load(Action<ServiceRecord> onRecord) => Guard(() =>
    {
        _isUnreadable = true;
        var facts = _reader.Read(StoreFile.FormatVersion, onRecord);
        _isUnreadable = false;
        return facts;
    });

    /// <inheritdoc />
    public void Write(StoreBatch batch) => Guard(() =>
    {
        long bytes;
        try
        {
            bytes = Transact(batch, compacts: true);
        }
        catch (SqliteException) when (_compaction.LackedRoom)
        {
            bytes = Transact(batch, compacts: false);
        }

        _mover.OnWritten(bytes);
        return CheckPresence();
    });

    /// <inheritdoc />
    public void Probe() => Guard(() =>
    {
        try
        {
            _statements.InTransaction(() =>
            {
                _statements.Probe();
                _compaction.SaveSpace();
            });
        }
        catch
        {
            _compaction.OnRolledBack(isFull: true);
            throw;
        }

        return CheckPresence();
    });

    /// <summary>
    /// Moves the log into the file and closes it. If the disk refuses, the log stays for the next start. A file that could not be read is
    /// left unchanged.
    /// </summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _mover.Dispose();
        _statements.Dispose();
        _compaction.Dispose();
        try
        {
            if (!_isUnreadable)
            {
                StoreFile.Execute(_connection, "PRAGMA wal_checkpoint(TRUNCATE)");
                raw.sqlite3_db_config(_connection.Handle, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, out _);
            }
        }
        catch (SqliteException)
        {
            // Nothing is lost. All acknowledged writes are in the log.
        }

        _connection.Dispose();
        _lock.Dispose();
    }

    /// <summary>What the open files hold is only durable if they are still those of the directory.</summary>
    private bool CheckPresence() => _presence.FindMissing() is { } missing ? throw StoreErrors.Missing(Path, missing) : true;

    /// <returns>The approximate number of bytes written.</returns>
    private long Transact(StoreBatch batch, bool compacts)
    {
        var bytes = 0L;
        try
        {
            _statements.InTransaction(() => bytes = Append(batch, compacts));
            _compaction.OnCommitted();
        }
        catch (Exception failure)
        {
            _compaction.OnRolledBack(isFull: failure is SqliteException { SqliteErrorCode: raw.SQLITE_FULL });
            throw;
        }

        return bytes;
    }

    /// <returns>The approximate number of bytes written.</returns>
    private long Append(StoreBatch batch, bool compacts)
    {
        if (batch.ReplacesAll)
        {
            _statements.DropAll();
            _compaction.OnCleared();
        }

        var bytes = 0L;
        foreach (var key in batch.Dropped)
            bytes += _statements.Drop(key);
        foreach (var record in batch.Records)
            bytes += _statements.Put(record);
        _statements.SetFacts(batch);
        return compacts ? bytes + _compaction.Step(batch.Records.Length + batch.Dropped.Length, batch.TotalCount) : bytes;
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
