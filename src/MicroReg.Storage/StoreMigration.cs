using Microsoft.Data.Sqlite;

namespace MicroReg.Storage;

/// <summary>Converts a file of an older format to the current format.</summary>
internal static class StoreMigration
{
    /// <summary>
    /// The conversion is one transaction in the log. If the process is killed, the next start finds the old format or the new one, with all
    /// records.
    /// </summary>
    public static void Run(SqliteConnection connection, string path)
    {
        // Read through SQLite, so that the log counts. After a kill, the header of the file may still have the old version.
        var version = VersionOf(connection);
        StoreFile.CheckVersion(path, version);
        if (version == StoreFile.FormatVersion)
            return;
        // A damaged file must stay unchanged, so all of it is read before anything is changed.
        new StoreReader(connection, path).Read(version, _ => { });
        StoreFile.Execute(connection, $"""
            BEGIN IMMEDIATE;
            {(version < 2 ? "ALTER TABLE facts ADD COLUMN cluster TEXT;" : "")}
            ALTER TABLE records RENAME TO keyed_records;
            {StoreFile.Records};
            INSERT INTO records SELECT name, host, port, document FROM keyed_records;
            DROP TABLE keyed_records;
            PRAGMA user_version = {StoreFile.FormatVersion};
            COMMIT;
            """);
        ShowVersion(connection);
    }

    /// <summary>Moves the log into the file, because an older program reads the version from the header of the file.</summary>
    private static void ShowVersion(SqliteConnection connection)
    {
        try
        {
            StoreFile.Execute(connection, "PRAGMA wal_checkpoint(PASSIVE)");
        }
        catch (SqliteException)
        {
            // The log has everything and is moved later. Nothing depends on doing it now.
        }
    }

    private static int VersionOf(SqliteConnection connection)
    {
        using var version = connection.CreateCommand();
        version.CommandText = "PRAGMA user_version";
        return Convert.ToInt32(version.ExecuteScalar(), provider: null);
    }
}
