using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace MicroReg.Storage;

/// <summary>A prepared SQLite statement. It avoids the parameters and readers that a command allocates for each run.</summary>
internal sealed class RawStatement : IDisposable
{
    /// <summary>Tells SQLite that the statement is kept for a long time, so it may optimise more.</summary>
    private const uint Persistent = 1;

    private readonly sqlite3 _database;

    /// <exception cref="SqliteException">The statement cannot be prepared.</exception>
    public RawStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v3(_database, sql, Persistent, out var handle));
        Handle = handle;
    }

    /// <summary>The handle, for reading the columns of a row.</summary>
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

    /// <summary>Runs a statement that returns no rows.</summary>
    /// <returns>The number of rows that it changed.</returns>
    /// <exception cref="SqliteException">SQLite reported an error.</exception>
    public int Run()
    {
        // The statement must also be reset after an error. The reset returns the same error again.
        var outcome = raw.sqlite3_step(Handle);
        _ = raw.sqlite3_reset(Handle);
        if (outcome != raw.SQLITE_DONE)
            Fail(outcome);
        return raw.sqlite3_changes(_database);
    }

    /// <summary>Runs a statement that returns one number.</summary>
    /// <returns>The number. 0 for NULL.</returns>
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

    /// <summary>Moves to the next row. False after the last one. A caller that stops earlier must call <see cref="Reset"/>.</summary>
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
