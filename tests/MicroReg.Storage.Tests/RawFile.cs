using Microsoft.Data.Sqlite;

namespace MicroReg.Storage.Tests;

/// <summary>Reaches into a file behind the back of the store.</summary>
internal static class RawFile
{
    public static void Execute(string path, string sql) => Hold(path, sql + "; PRAGMA wal_checkpoint(TRUNCATE)").Dispose();

    /// <summary>The same, but what it did stays in the log until the file is let go.</summary>
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
