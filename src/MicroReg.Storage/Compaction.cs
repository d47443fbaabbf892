using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace MicroReg.Storage;

/// <summary>
/// Removes superseded rows from the file, a few with every batch and within its transaction. It reads from the last row back to the first.
/// The first row that it meets of each key is the current one, and it appends that row again. It skips the other rows. After the first row
/// of the table it deletes all rows that it has read, the oldest first. The process may be killed at any point, because the last row of a
/// key is the valid one.
/// </summary>
internal sealed class Compaction : IDisposable
{
    /// <summary>
    /// How many rows are read or deleted for each row that is written. It must be finished long before the file has doubled.
    /// </summary>
    private const int Pace = 8;

    private const int LeastAtOnce = 64;

    /// <summary>
    /// Compaction begins when there are more than this many rows for each record. Each record is then copied once for two writes.
    /// </summary>
    private const int RowsToRecord = 3;

    private readonly SqliteCommand _first;
    private readonly SqliteCommand _last;
    private readonly SqliteCommand _back;
    private readonly SqliteCommand _copy;
    private readonly SqliteCommand _delete;
    private readonly List<long> _current = [];
    private readonly int _spare;
    private HashSet<UInt128>? _met;
    private long _rows;
    private long _records;
    private long _notBefore;
    private long _next;
    private long _end;
    private long _deleted = -1;

    /// <summary>Counts the rows.</summary>
    /// <param name="connection">The connection to the file, which must have the current format.</param>
    /// <param name="spare">How many rows there may always be in addition to the records.</param>
    public Compaction(SqliteConnection connection, int spare)
    {
        _spare = spare;
        _first = connection.Prepare("SELECT min(rowid) FROM records");
        _last = connection.Prepare("SELECT max(rowid) FROM records");
        _back = connection.Prepare(
            "SELECT rowid, name, host, port, length(document) FROM records WHERE rowid < $before ORDER BY rowid DESC LIMIT $most",
            ("$before", SqliteType.Integer), ("$most", SqliteType.Integer));
        _copy = connection.Prepare(
            "INSERT INTO records SELECT name, host, port, document FROM records WHERE rowid = $row", ("$row", SqliteType.Integer));
        _delete = connection.Prepare("DELETE FROM records WHERE rowid <= $row", ("$row", SqliteType.Integer));
        if (_last.ReadNumber() is > 0 and var last)
            _rows = last - _first.ReadNumber() + 1;
    }

    private bool IsDeleting => _deleted >= 0;

    /// <summary>A row was appended.</summary>
    public void OnAppended(ReadOnlySpan<byte> name, ReadOnlySpan<byte> host, int port)
    {
        _rows++;
        _met?.Add(KeyDigest.Of(name, host, port));
    }

    /// <summary>All rows were deleted.</summary>
    public void OnCleared()
    {
        Stop();
        (_rows, _records, _notBefore) = (0, 0, 0);
    }

    /// <summary>
    /// The transaction was rolled back, so what was read in it may be wrong. The next attempt starts again from the last row, after some
    /// more writes.
    /// </summary>
    public void OnRolledBack()
    {
        Stop();
        _notBefore = _rows + _spare;
    }

    /// <summary>Does the work that is due, after the writes of a batch and within its transaction.</summary>
    /// <param name="written">The number of rows that the batch wrote.</param>
    /// <param name="records">The number of records, if the caller knows it.</param>
    /// <returns>The approximate number of bytes written.</returns>
    public long Step(int written, long records)
    {
        var atOnce = Math.Max(Pace * written, LeastAtOnce);
        if (IsDeleting)
            Delete(atOnce);
        else if (_met is not null || Begin(records))
            return Look(atOnce);
        return 0;
    }

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<SqliteCommand>)[_first, _last, _back, _copy, _delete])
            statement.Dispose();
    }

    private bool Begin(long records)
    {
        if (_rows <= (RowsToRecord * Math.Max(records, _records)) + _spare || _rows < _notBefore)
            return false;
        _met = [];
        _end = _last.ReadNumber();
        _next = _end + 1;
        return true;
    }

    private long Look(int atOnce)
    {
        var (looked, bytes) = (0, 0L);
        _current.Clear();
        using (var rows = _back.Bind(_next, atOnce).ExecuteReader())
        {
            for (; rows.Read(); looked++)
            {
                var row = rows.Handle;
                _next = rows.GetInt64(0);
                var key = KeyDigest.Of(raw.sqlite3_column_blob(row, 1), raw.sqlite3_column_blob(row, 2), rows.GetInt32(3));
                if (!_met!.Add(key) || rows.IsDBNull(4))
                    continue;
                _current.Add(_next);
                bytes += rows.GetInt64(4);
            }
        }

        foreach (var number in _current)
            _rows += _copy.Bind(number).ExecuteNonQuery();
        if (looked < atOnce)
            (_records, _met, _deleted) = (_met!.Count, null, Math.Max(_first.ReadNumber() - 1, 0));
        return bytes;
    }

    private void Delete(int atOnce)
    {
        _deleted = Math.Min(_deleted + atOnce, _end);
        _rows -= _delete.Bind(_deleted).ExecuteNonQuery();
        if (_deleted == _end)
            Stop();
    }

    private void Stop() => (_met, _deleted) = (null, -1);
}
