using Microsoft.Data.Sqlite;

namespace MicroReg.Storage.Tests;

/// <summary>Runs SQL on a file directly, without the store.</summary>
internal static class RawFile
{
    public static void Execute(string path, string sql) => Hold(path, sql + "; PRAGMA wal_checkpoint(TRUNCATE)").Dispose();

    /// <summary>The same, but the changes stay in the log while the connection is open.</summary>
    public static IDisposable Hold(string path, string sql)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
        return connection;
    }
}
