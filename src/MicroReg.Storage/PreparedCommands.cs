using Microsoft.Data.Sqlite;

namespace MicroReg.Storage;

/// <summary>Commands that are prepared once and run many times.</summary>
internal static class PreparedCommands
{
    /// <summary>Prepares a statement.</summary>
    /// <param name="connection">The connection on which it runs.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="parameters">Its parameters, in the order in which <see cref="Bind"/> takes their values.</param>
    /// <exception cref="SqliteException">The statement cannot be prepared.</exception>
    public static SqliteCommand Prepare(
        this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, SqliteType Type)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, type) in parameters)
            command.Parameters.Add(name, type);
        command.Prepare();
        return command;
    }

    /// <summary>Sets the values of all parameters.</summary>
    /// <returns>The same command.</returns>
    public static SqliteCommand Bind(this SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
        return command;
    }

    /// <summary>Runs a statement that returns one number.</summary>
    /// <returns>The number. 0 for NULL.</returns>
    public static long ReadNumber(this SqliteCommand command) => command.ExecuteScalar() is long number ? number : 0;
}
