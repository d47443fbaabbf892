using Microsoft.Data.Sqlite;

namespace MicroReg.Storage;

/// <summary>Brings the file of an older program to the format of this one.</summary>
internal static class StoreMigration
{
    /// <summary>
    /// The steps are one transaction, and it is in the log as any other: whatever is killed in between, the next start
    /// finds the old format or the new one, with all records.
    /// </summary>
    public static void Run(SqliteConnection connection, string path)
    {
        // As the log says: a process that was killed has left the version in the header of the file behind.
        var version = VersionOf(connection);
        StoreFile.CheckVersion(path, version);
        if (version == StoreFile.FormatVersion)
            return;
        // A file that turns out to be damaged must stay as it is, so all of it is read before anything is changed.
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

    /// <summary>Moves the log into the file: an older program looks at the header of the file to see that it is too old.</summary>
    private static void ShowVersion(SqliteConnection connection)
    {
        try
        {
            StoreFile.Execute(connection, "PRAGMA wal_checkpoint(PASSIVE)");
        }
        catch (SqliteException)
        {
            // The log holds everything, and is moved when the disk lets it: nothing depends on doing it now.
        }
    }

    private static int VersionOf(SqliteConnection connection)
    {
        using var version = connection.CreateCommand();
        version.CommandText = "PRAGMA user_version";
        return Convert.ToInt32(version.ExecuteScalar(), provider: null);
    }
}
