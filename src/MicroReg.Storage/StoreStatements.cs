using System.Text.Json;
using MicroReg.Domain.Journal;
using MicroReg.Domain.Records;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace MicroReg.Storage;

/// <summary>The prepared statements of a store.</summary>
internal sealed class StoreStatements : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _commit;
    private readonly SqliteCommand _rollback;
    private readonly AppendStatement _append;
    private readonly SqliteCommand _dropAll;
    private readonly SqliteCommand _facts;
    private readonly SqliteCommand _probe;

    public StoreStatements(SqliteConnection connection, Compaction compaction)
    {
        _connection = connection;
        _begin = connection.Prepare("BEGIN IMMEDIATE");
        _commit = connection.Prepare("COMMIT");
        _rollback = connection.Prepare("ROLLBACK");
        _append = new AppendStatement(connection, compaction);
        _dropAll = connection.Prepare("DELETE FROM records");
        _facts = connection.Prepare(
            "UPDATE facts SET vector = $vector, greatest_time = $time, cluster = coalesce($cluster, cluster)",
            ("$vector", SqliteType.Text), ("$time", SqliteType.Integer), ("$cluster", SqliteType.Text));
        _probe = connection.Prepare("UPDATE facts SET probe = 1 - probe");
    }

    /// <summary>Runs an action in one transaction. If it throws, the transaction is rolled back, and the next one can begin.</summary>
    public void InTransaction(Action action)
    {
        try
        {
            _begin.ExecuteNonQuery();
            action();
            _commit.ExecuteNonQuery();
        }
        catch
        {
            // After some errors SQLite has already rolled back. A second rollback would fail.
            if (raw.sqlite3_get_autocommit(_connection.Handle) == 0)
                _rollback.ExecuteNonQuery();
            throw;
        }
    }

    /// <returns>The approximate number of bytes written.</returns>
    public int Put(ServiceRecord record) => _append.Put(record);

    /// <returns>The approximate number of bytes written.</returns>
    public int Drop(InstanceKey key) => _append.Drop(key);

    public void DropAll() => _dropAll.ExecuteNonQuery();

    public void SetFacts(StoreBatch batch)
    {
        object cluster = batch.Cluster is { } facts
            ? JsonSerializer.Serialize(facts, ClusterJsonContext.Default.ClusterFacts)
            : DBNull.Value;
        _facts.Bind(batch.Vector.ToString(), batch.GreatestTime.Value, cluster).ExecuteNonQuery();
    }

    public void Probe() => _probe.ExecuteNonQuery();

    public void Dispose()
    {
        foreach (var command in (ReadOnlySpan<SqliteCommand>)[_begin, _commit, _rollback, _dropAll, _facts, _probe])
            command.Dispose();
        _append.Dispose();
    }
}
