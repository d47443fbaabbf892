using System.Text.Json;
using MicroReg.Domain.Journal;
using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace MicroReg.Storage;

/// <summary>Reads the whole content of a store, and reports what is damaged if that fails.</summary>
internal sealed class StoreReader(SqliteConnection connection, string path)
{
    /// <summary>Reads each record once, then the facts.</summary>
    /// <param name="version">The format version of the file. Files before version 2 have no facts of the cluster.</param>
    /// <param name="onRecord">Receives the records.</param>
    public NodeFacts Read(int version, Action<ServiceRecord> onRecord)
    {
        using (var all = connection.CreateCommand())
        {
            // From the last row to the first. The first row that is read of a key is the valid one.
            all.CommandText = "SELECT document, name, host, port FROM records ORDER BY rowid DESC";
            var met = new HashSet<InstanceKey>();
            using var row = all.ExecuteReader();
            while (row.Read())
            {
                var key = new InstanceKey(row.GetString(1), row.GetString(2), row.GetInt32(3));
                if (met.Add(key) && !row.IsDBNull(0))
                    onRecord(RecordOf(row, key));
            }
        }

        using var facts = connection.CreateCommand();
        facts.CommandText = $"SELECT node_id, vector, greatest_time, {(version < 2 ? "NULL" : "cluster")} FROM facts";
        using var only = facts.ExecuteReader();
        return only.Read() && VersionVector.TryParse(only.GetString(1), out var vector)
            ? new NodeFacts(only.GetString(0), vector, new HybridTime(only.GetInt64(2))) { Cluster = ClusterOf(only) }
            : throw StoreErrors.Damaged(path, "its facts cannot be read");
    }

    private ServiceRecord RecordOf(SqliteDataReader row, InstanceKey key)
    {
        try
        {
            var record = JsonSerializer.Deserialize(raw.sqlite3_column_blob(row.Handle, 0), RecordJsonContext.Default.ServiceRecord);
            return record?.Key == key ? record : throw new JsonException("it is another instance's");
        }
        catch (Exception cause) when (cause is JsonException or NotSupportedException)
        {
            throw StoreErrors.Damaged(path, $"the document of {key} cannot be read ({cause.Message})", cause);
        }
    }

    /// <summary>A node without these facts has never met another node.</summary>
    private ClusterFacts ClusterOf(SqliteDataReader row)
    {
        if (row.IsDBNull(3))
            return ClusterFacts.None;
        try
        {
            return JsonSerializer.Deserialize(row.GetString(3), ClusterJsonContext.Default.ClusterFacts)
                ?? throw new JsonException("they are null");
        }
        catch (JsonException cause)
        {
            throw StoreErrors.Damaged(path, $"its facts of the cluster cannot be read ({cause.Message})", cause);
        }
    }
}
