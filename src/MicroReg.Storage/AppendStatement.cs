using System.Text;
using System.Text.Json;
using MicroReg.Domain.Records;
using Microsoft.Data.Sqlite;

namespace MicroReg.Storage;

/// <summary>
/// The statement that every write runs. It appends the current state of a key after all earlier states.
/// </summary>
internal sealed class AppendStatement : IDisposable
{
    private readonly SqliteCommand _statement;
    private readonly Compaction _compaction;
    private byte[] _name = new byte[256];
    private byte[] _host = new byte[256];

    /// <summary>Prepares the statement.</summary>
    /// <param name="connection">The connection to the file.</param>
    /// <param name="compaction">Is told which keys are written.</param>
    /// <exception cref="SqliteException">The file does not have the table.</exception>
    public AppendStatement(SqliteConnection connection, Compaction compaction)
    {
        _statement = connection.Prepare(
            "INSERT INTO records VALUES ($name, $host, $port, $document)",
            ("$name", SqliteType.Text), ("$host", SqliteType.Text), ("$port", SqliteType.Integer), ("$document", SqliteType.Blob));
        _compaction = compaction;
    }

    /// <summary>Stores a record. It supersedes the previous state of its key.</summary>
    /// <returns>The approximate number of bytes written.</returns>
    /// <exception cref="SqliteException">SQLite reported an error.</exception>
    public int Put(ServiceRecord record)
    {
        var document = JsonSerializer.SerializeToUtf8Bytes(record, RecordJsonContext.Default.ServiceRecord);
        return Append(record.Key, document) + document.Length;
    }

    /// <summary>Stores that a key no longer has a record.</summary>
    /// <returns>The approximate number of bytes written.</returns>
    /// <exception cref="SqliteException">SQLite reported an error.</exception>
    public int Drop(InstanceKey key) => Append(key, DBNull.Value);

    public void Dispose() => _statement.Dispose();

    private int Append(InstanceKey key, object document)
    {
        _statement.Bind(key.Name, key.Host, key.Port, document).ExecuteNonQuery();
        var name = Encode(key.Name, ref _name);
        var host = Encode(key.Host, ref _host);
        _compaction.OnAppended(name, host, key.Port);
        return name.Length + host.Length;
    }

    private static ReadOnlySpan<byte> Encode(string text, ref byte[] buffer)
    {
        var size = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (buffer.Length < size)
            buffer = new byte[size];
        return buffer.AsSpan(0, Encoding.UTF8.GetBytes(text, buffer));
    }
}
