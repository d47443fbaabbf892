using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace MicroReg.Storage;

/// <summary>A prepared statement of SQLite itself, without the parameters and readers that a command makes for each run.</summary>
internal sealed class RawStatement : IDisposable
{
    /// <summary>SQLite may keep more of a statement that is prepared for long.</summary>
    private const uint Persistent = 1;

    private readonly sqlite3 _database;

    /// <exception cref="SqliteException">It cannot be prepared.</exception>
    public RawStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v3(_database, sql, Persistent, out var handle));
        Handle = handle;
    }

    /// <summary>For what reads a row's columns.</summary>
    public sqlite3_stmt Handle { get; }

    public RawStatement Bind(int index, long value)
    {
        Check(raw.sqlite3_bind_int64(Handle, index, value));
        return this;
    }

    public RawStatement Bind(int index, ReadOnlySpan<byte> utf8)
    {
        Check(raw.sqlite3_bind_text(Handle, index, utf8));
        return this;
    }

    public RawStatement BindBlob(int index, ReadOnlySpan<byte> bytes)
    {
        Check(raw.sqlite3_bind_blob(Handle, index, bytes));
        return this;
    }

    public RawStatement BindNull(int index)
    {
        Check(raw.sqlite3_bind_null(Handle, index));
        return this;
    }

    /// <summary>Runs a statement that gives no rows.</summary>
    /// <returns>How many rows it changed.</returns>
    /// <exception cref="SqliteException">SQLite could not.</exception>
    public int Run()
    {
        // The statement must be reset after an error, too; the reset repeats the error.
        var outcome = raw.sqlite3_step(Handle);
        _ = raw.sqlite3_reset(Handle);
        if (outcome != raw.SQLITE_DONE)
            Fail(outcome);
        return raw.sqlite3_changes(_database);
    }

    /// <summary>Runs a statement that gives one number.</summary>
    /// <returns>The number; 0 for NULL.</returns>
    public long ReadNumber()
    {
        try
        {
            return Next() ? raw.sqlite3_column_int64(Handle, 0) : 0;
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Goes to the next row; false behind the last one. Whoever stops reading must <see cref="Reset"/>.</summary>
    public bool Next()
    {
        var outcome = raw.sqlite3_step(Handle);
        if (outcome is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
            Fail(outcome);
        return outcome == raw.SQLITE_ROW;
    }

    public void Reset() => _ = raw.sqlite3_reset(Handle);

    public void Dispose() => Handle.Dispose();

    private void Check(int outcome)
    {
        if (outcome != raw.SQLITE_OK)
            Fail(outcome);
    }

    private void Fail(int outcome) =>
        throw new SqliteException(raw.sqlite3_errmsg(_database).utf8_to_string(), outcome, raw.sqlite3_extended_errcode(_database));
}
