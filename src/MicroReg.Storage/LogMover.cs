using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace MicroReg.Storage;

/// <summary>
/// Moves the write-ahead log into the file beside the writer, on a connection and a thread of its own. SQLite would do it within
/// the commit that made the log long, which kept everybody waiting for 13 ms. Now and then the writer moves what is left, which is
/// little: only if nobody writes meanwhile does the log begin again.
/// </summary>
internal sealed class LogMover : IDisposable
{
    /// <summary>After so many moves beside the writer comes one by the writer.</summary>
    private const int LongLog = 4;

    private const int PageSize = 4096;

    /// <summary>A page of the log with its header.</summary>
    private const int LoggedPageSize = PageSize + 24;

    private readonly SqliteConnection _writer;
    private readonly SqliteConnection _mover;
    private readonly int _pages;
    private readonly Lock _moving = new();
    private readonly AutoResetEvent _wanted = new(false);
    private readonly Thread _thread;
    private volatile bool _isEnding;
    private int _sinceAsked;
    private int _sinceBegin;

    /// <summary>Starts the thread.</summary>
    /// <param name="writer">The connection that writes.</param>
    /// <param name="mover">Another one to the same file; it ends with this.</param>
    /// <param name="pages">How long the log should get, in pages.</param>
    /// <param name="found">How many pages a process that was killed left in it.</param>
    public LogMover(SqliteConnection writer, SqliteConnection mover, int pages, int found)
    {
        (_writer, _mover, _pages) = (writer, mover, pages);
        _sinceAsked = _sinceBegin = found;
        _thread = new Thread(Run) { IsBackground = true, Name = "microreg-log-mover" };
        _thread.Start();
    }

    /// <summary>How many pages are in the log of a file; 0 without one.</summary>
    public static int PagesIn(string database) =>
        new FileInfo(database + "-wal") is { Exists: true } log ? (int)Math.Min(log.Length / LoggedPageSize, int.MaxValue / 8) : 0;

    /// <summary>
    /// How long the log's file may stay when the log begins again, in bytes. A disk that is synchronised after each commit takes twice as
    /// long where the file grows (0.31 against 0.15 ms for 20 KiB on ext4), so there the file keeps the length that a log usually gets.
    /// </summary>
    public static long KeptLength(StorageOptions options) =>
        (options.Fsync == FsyncMode.Always ? 2L * (LongLog + 1) : 2L) * options.CheckpointPages * LoggedPageSize;

    /// <summary>The writer has written: full pages, the last one in part, that of the facts.</summary>
    /// <param name="bytes">About how much, behind what was there.</param>
    public void OnWritten(long bytes)
    {
        var pages = (int)Math.Min(bytes / PageSize, int.MaxValue / 8) + 2;
        _sinceAsked += pages;
        _sinceBegin += pages;
        if (_sinceAsked < _pages)
            return;
        _sinceAsked = 0;
        if (_sinceBegin < LongLog * _pages || !TryMoveAll(_writer))
            _wanted.Set();
        else
            _sinceBegin = 0;
    }

    /// <summary>Lets a move that is under way come to its end, and begins no other.</summary>
    public void Dispose()
    {
        _isEnding = true;
        _wanted.Set();
        _thread.Join();
        _mover.Dispose();
        _wanted.Dispose();
    }

    private void Run()
    {
        while (_wanted.WaitOne() && !_isEnding)
        {
            // What comes while it moves is moved at once: soon so little is left that nothing comes meanwhile.
            if (!TryMoveAll(_mover) && !_isEnding)
                TryMoveAll(_mover);
        }
    }

    /// <summary>Moves what is there, without keeping a writer from writing. A disk that refuses will be asked again: the log has everything.</summary>
    /// <returns>True if all that was in the log is in the file now; if nobody wrote meanwhile, the next write begins the log again.</returns>
    private bool TryMoveAll(SqliteConnection connection)
    {
        // SQLite turns a second one away; whoever comes here second wants to wait.
        lock (_moving)
        {
            var outcome = raw.sqlite3_wal_checkpoint_v2(connection.Handle, "main", raw.SQLITE_CHECKPOINT_PASSIVE, out var length, out var moved);
            return outcome == raw.SQLITE_OK && length == moved;
        }
    }
}
