using Microsoft.Data.Sqlite;

namespace MicroReg.Storage.Tests;

/// <summary>Reaches into a file behind the back of the store.</summary>
internal static class RawFile
{
    public static void Execute(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql + "; PRAGMA wal_checkpoint(TRUNCATE)";
        command.ExecuteNonQuery();
    }
}
