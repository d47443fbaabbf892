using System.Text.Json;
using MicroReg.Domain.Journal;
using MicroReg.Domain.Records;
using MicroReg.Domain.Replication;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace MicroReg.Storage;

/// <summary>The statements of a store, prepared once.</summary>
internal sealed class StoreStatements : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _commit;
    private readonly SqliteCommand _rollback;
    private readonly SqliteCommand _put;
    private readonly SqliteCommand _drop;
    private readonly SqliteCommand _dropAll;
    private readonly SqliteCommand _facts;
    private readonly SqliteCommand _probe;

    public StoreStatements(SqliteConnection connection)
    {
        _connection = connection;
        _begin = Prepare("BEGIN IMMEDIATE");
        _commit = Prepare("COMMIT");
        _rollback = Prepare("ROLLBACK");
        _put = Prepare(
            "INSERT INTO records VALUES ($name, $host, $port, $document) ON CONFLICT DO UPDATE SET document = excluded.document",
            ("$name", SqliteType.Text), ("$host", SqliteType.Text), ("$port", SqliteType.Integer), ("$document", SqliteType.Blob));
        _drop = Prepare(
            "DELETE FROM records WHERE name = $name AND host = $host AND port = $port",
            ("$name", SqliteType.Text), ("$host", SqliteType.Text), ("$port", SqliteType.Integer));
        _dropAll = Prepare("DELETE FROM records");
        _facts = Prepare(
            "UPDATE facts SET vector = $vector, greatest_time = $time, cluster = coalesce($cluster, cluster)",
            ("$vector", SqliteType.Text), ("$time", SqliteType.Integer), ("$cluster", SqliteType.Text));
        _probe = Prepare("UPDATE facts SET probe = 1 - probe");
    }

    /// <summary>Does something in one transaction: if it throws, nothing of it stays and the next one can begin.</summary>
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
            // SQLite rolls back by itself after some errors; a second rollback would fail.
            if (raw.sqlite3_get_autocommit(_connection.Handle) == 0)
                _rollback.ExecuteNonQuery();
            throw;
        }
    }

    public void Put(ServiceRecord record)
    {
        SetKey(_put, record.Key);
        _put.Parameters[3].Value = JsonSerializer.SerializeToUtf8Bytes(record, RecordJsonContext.Default.ServiceRecord);
        _put.ExecuteNonQuery();
    }

    public void Drop(InstanceKey key)
    {
        SetKey(_drop, key);
        _drop.ExecuteNonQuery();
    }

    public void DropAll() => _dropAll.ExecuteNonQuery();

    public void SetFacts(StoreBatch batch)
    {
        _facts.Parameters[0].Value = batch.Vector.ToString();
        _facts.Parameters[1].Value = batch.GreatestTime.Value;
        _facts.Parameters[2].Value = batch.Cluster is { } cluster
            ? JsonSerializer.Serialize(cluster, ClusterJsonContext.Default.ClusterFacts)
            : DBNull.Value;
        _facts.ExecuteNonQuery();
    }

    public void Probe() => _probe.ExecuteNonQuery();

    public void Dispose()
    {
        foreach (var command in (ReadOnlySpan<SqliteCommand>)[_begin, _commit, _rollback, _put, _drop, _dropAll, _facts, _probe])
            command.Dispose();
    }

    private static void SetKey(SqliteCommand command, InstanceKey key)
    {
        command.Parameters[0].Value = key.Name;
        command.Parameters[1].Value = key.Host;
        command.Parameters[2].Value = key.Port;
    }

    private SqliteCommand Prepare(string sql, params ReadOnlySpan<(string Name, SqliteType Type)> parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, type) in parameters)
            command.Parameters.Add(name, type);
        command.Prepare();
        return command;
    }
}
