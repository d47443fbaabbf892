using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace MicroReg.Storage;

/// <summary>
/// Removes superseded rows from the file, a few with every batch and within its transaction. It reads from the last row back to the first.
/// The first row that it meets of each key is the current one, and it appends that row again. It skips the other rows. After the first row
/// of the table it deletes all rows that it has read, the oldest first. The process may be killed at any point, because the last row of a
/// key is the valid one.
/// <para>
/// The copies need space before any is given back. If there is not enough, the next pass saves space: it leaves current rows where they are
/// and deletes the superseded ones as it meets them. That touches many pages, so it is not the usual way.
/// </para>
/// </summary>
internal sealed class Compaction : IDisposable
{
    /// <summary>
    /// How many rows are read or deleted for each row that is written. It must be finished long before the file has doubled.
    /// </summary>
    private const int Pace = 8;

    private const int LeastAtOnce = 64;

    /// <summary>How many rows are read with each trial write while the disk is full.</summary>
    private const int SavedAtOnce = 4096;

    /// <summary>
    /// Compaction begins when there are more than this many rows for each record. Each record is then copied once for two writes.
    /// </summary>
    private const int RowsToRecord = 3;

    private readonly SqliteCommand _first;
    private readonly SqliteCommand _last;
    private readonly SqliteCommand _back;
    private readonly SqliteCommand _copy;
    private readonly SqliteCommand _delete;
    private readonly SqliteCommand _remove;
    private readonly SqliteCommand _count;
    private readonly List<long> _wanted = [];
    private readonly int _spare;
    private HashSet<UInt128>? _met;
    private long _rows;
    private long _records;
    private long _notBefore;
    private long _next;
    private long _end;
    private long _deleted = -1;
    private bool _savesSpace;

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
        _count = connection.Prepare("SELECT count(*) FROM records");
        _remove = connection.Prepare("DELETE FROM records WHERE rowid = $row", ("$row", SqliteType.Integer));
        if (_last.ReadNumber() is > 0 and var last)
            _rows = last - _first.ReadNumber() + 1;
    }

    /// <summary>
    /// True after a transaction failed for lack of space in which rows were copied: without the copies it may succeed.
    /// </summary>
    public bool LackedRoom { get; private set; }

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

    /// <summary>The transaction was committed.</summary>
    public void OnCommitted() => LackedRoom = false;

    /// <summary>
    /// The transaction was rolled back, so what was read in it may be wrong. The next attempt starts again from the last row: at once if it
    /// must save space, otherwise after some more writes.
    /// </summary>
    /// <param name="isFull">True if the disk is full.</param>
    public void OnRolledBack(bool isFull)
    {
        LackedRoom = isFull && !_savesSpace && (_met is not null || IsDeleting);
        _savesSpace |= isFull;
        Stop();
        _notBefore = _savesSpace ? 0 : _rows + _spare;
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

    /// <summary>Goes on to save space while no batches are written because the disk is full.</summary>
    public void SaveSpace()
    {
        if (_savesSpace && (_met is not null || Begin(0)))
            Look(SavedAtOnce);
    }

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<SqliteCommand>)[_first, _last, _back, _copy, _delete, _remove, _count])
            statement.Dispose();
    }

    private bool Begin(long records)
    {
        var rowsToRecord = _savesSpace ? 1 : RowsToRecord;
        if (_rows <= (rowsToRecord * Math.Max(records, _records)) + _spare || _rows < _notBefore)
            return false;
        _met = [];
        _end = _last.ReadNumber();
        _next = _end + 1;
        return true;
    }

    private long Look(int atOnce)
    {
        var (looked, bytes) = (0, 0L);
        _wanted.Clear();
        using (var rows = _back.Bind(_next, atOnce).ExecuteReader())
        {
            for (; rows.Read(); looked++)
            {
                var row = rows.Handle;
                _next = rows.GetInt64(0);
                var key = KeyDigest.Of(raw.sqlite3_column_blob(row, 1), raw.sqlite3_column_blob(row, 2), rows.GetInt32(3));
                var isDropped = rows.IsDBNull(4);
                if (!IsWanted(isCurrent: _met!.Add(key), isDropped))
                    continue;
                _wanted.Add(_next);
                bytes += isDropped ? 0 : rows.GetInt64(4);
            }
        }

        foreach (var number in _wanted)
            _rows += _savesSpace ? -_remove.Bind(number).ExecuteNonQuery() : _copy.Bind(number).ExecuteNonQuery();
        if (looked < atOnce)
            EndLooking();
        return _savesSpace ? 0 : bytes;
    }

    /// <summary>Current rows are copied; to save space, superseded ones are removed instead.</summary>
    private bool IsWanted(bool isCurrent, bool isDropped) => _savesSpace ? !isCurrent : isCurrent && !isDropped;

    private void EndLooking()
    {
        _records = _met!.Count;
        _met = null;
        if (_savesSpace)
            (_savesSpace, _rows) = (false, _count.ReadNumber());
        else
            _deleted = Math.Max(_first.ReadNumber() - 1, 0);
    }

    private void Delete(int atOnce)
    {
        _deleted = Math.Min(_deleted + atOnce, _end);
        _rows -= _delete.Bind(_deleted).ExecuteNonQuery();
        if (_deleted < _end)
            return;
        _rows = _last.ReadNumber() - _end;
        Stop();
    }

    private void Stop() => (_met, _deleted) = (null, -1);
}
