using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace MicroReg.Storage;

/// <summary>
/// Takes what was superseded out of the file, a little with every batch and in its transaction. Going back from the last row, the
/// first row that it meets of a key is what the key holds: that is appended once more, the others are passed over, and when it
/// has come to the beginning, all rows that it has seen are deleted, the oldest first. The last row of a key counts, so it
/// does not matter where in this a process is killed.
/// </summary>
internal sealed class Compaction : IDisposable
{
    /// <summary>So many rows are looked at, or deleted, for each that is written: it must be through long before the file has doubled.</summary>
    private const int Pace = 8;

    private const int LeastAtOnce = 64;

    /// <summary>It begins when there are more than so many rows to a record. Each record is then copied once for two writes.</summary>
    private const int RowsToRecord = 3;

    private readonly RawStatement _first;
    private readonly RawStatement _last;
    private readonly RawStatement _back;
    private readonly RawStatement _copy;
    private readonly RawStatement _delete;
    private readonly List<long> _current = [];
    private readonly int _spare;
    private HashSet<UInt128>? _met;
    private long _rows;
    private long _records;
    private long _notBefore;
    private long _next;
    private long _end;
    private long _deleted = -1;

    /// <summary>Looks how many rows there are.</summary>
    /// <param name="connection">The file; it must be of the present format.</param>
    /// <param name="spare">How many more rows than records there may always be.</param>
    public Compaction(SqliteConnection connection, int spare)
    {
        _spare = spare;
        _first = new RawStatement(connection, "SELECT min(rowid) FROM records");
        _last = new RawStatement(connection, "SELECT max(rowid) FROM records");
        _back = new RawStatement(connection, "SELECT rowid, name, host, port, length(document) FROM records WHERE rowid < ?1 ORDER BY rowid DESC LIMIT ?2");
        _copy = new RawStatement(connection, "INSERT INTO records SELECT name, host, port, document FROM records WHERE rowid = ?1");
        _delete = new RawStatement(connection, "DELETE FROM records WHERE rowid <= ?1");
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

    /// <summary>The transaction came to nothing: what was seen in it may not be so. The next attempt begins from the end, after some writes.</summary>
    public void OnRolledBack()
    {
        Stop();
        _notBefore = _rows + _spare;
    }

    /// <summary>Does what is due, within the transaction of a batch and behind what it wrote.</summary>
    /// <param name="written">How many rows the batch wrote.</param>
    /// <param name="records">How many records there are, if the caller knows.</param>
    /// <returns>About how many bytes it wrote.</returns>
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
        foreach (var statement in (ReadOnlySpan<RawStatement>)[_first, _last, _back, _copy, _delete])
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
        _back.Bind(1, _next).Bind(2, atOnce);
        try
        {
            for (; _back.Next(); looked++)
            {
                var row = _back.Handle;
                _next = raw.sqlite3_column_int64(row, 0);
                var key = KeyDigest.Of(raw.sqlite3_column_blob(row, 1), raw.sqlite3_column_blob(row, 2), raw.sqlite3_column_int(row, 3));
                if (!_met!.Add(key) || raw.sqlite3_column_type(row, 4) == raw.SQLITE_NULL)
                    continue;
                _current.Add(_next);
                bytes += raw.sqlite3_column_int64(row, 4);
            }
        }
        finally
        {
            _back.Reset();
        }

        foreach (var number in _current)
            _rows += _copy.Bind(1, number).Run();
        if (looked < atOnce)
            (_records, _met, _deleted) = (_met!.Count, null, Math.Max(_first.ReadNumber() - 1, 0));
        return bytes;
    }

    private void Delete(int atOnce)
    {
        _deleted = Math.Min(_deleted + atOnce, _end);
        _rows -= _delete.Bind(1, _deleted).Run();
        if (_deleted == _end)
            Stop();
    }

    private void Stop() => (_met, _deleted) = (null, -1);
}
