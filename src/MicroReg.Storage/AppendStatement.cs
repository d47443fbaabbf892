using System.Buffers;
using System.Text;
using System.Text.Json;
using MicroReg.Domain.Records;
using Microsoft.Data.Sqlite;

namespace MicroReg.Storage;

/// <summary>
/// The statement that every write runs. It appends the current state of a key after all earlier states. It calls SQLite directly with
/// reused buffers, because the parameters of a command would allocate three kilobytes for each record.
/// </summary>
internal sealed class AppendStatement : IDisposable
{
    private readonly RawStatement _statement;
    private readonly Compaction _compaction;
    private readonly ArrayBufferWriter<byte> _document = new(1024);
    private readonly Utf8JsonWriter _json;
    private byte[] _name = new byte[256];
    private byte[] _host = new byte[256];

    /// <summary>Prepares the statement.</summary>
    /// <param name="connection">The connection to the file.</param>
    /// <param name="compaction">Is told which keys are written.</param>
    /// <exception cref="SqliteException">The file does not have the table.</exception>
    public AppendStatement(SqliteConnection connection, Compaction compaction)
    {
        _json = new Utf8JsonWriter(_document);
        _statement = new RawStatement(connection, "INSERT INTO records VALUES (?1, ?2, ?3, ?4)");
        _compaction = compaction;
    }

    /// <summary>Stores a record. It supersedes the previous state of its key.</summary>
    /// <returns>The approximate number of bytes written.</returns>
    /// <exception cref="SqliteException">SQLite reported an error.</exception>
    public int Put(ServiceRecord record)
    {
        _document.ResetWrittenCount();
        _json.Reset(_document);
        JsonSerializer.Serialize(_json, record, RecordJsonContext.Default.ServiceRecord);
        _statement.BindBlob(4, _document.WrittenSpan);
        return Append(record.Key) + _document.WrittenCount;
    }

    /// <summary>Stores that a key no longer has a record.</summary>
    /// <returns>The approximate number of bytes written.</returns>
    /// <exception cref="SqliteException">SQLite reported an error.</exception>
    public int Drop(InstanceKey key)
    {
        _statement.BindNull(4);
        return Append(key);
    }

    public void Dispose()
    {
        _statement.Dispose();
        _json.Dispose();
    }

    private int Append(InstanceKey key)
    {
        var name = Encode(key.Name, ref _name);
        var host = Encode(key.Host, ref _host);
        _statement.Bind(1, name).Bind(2, host).Bind(3, key.Port).Run();
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
