using System.Buffers;
using System.Text;
using System.Text.Json;
using MicroReg.Domain.Records;
using Microsoft.Data.Sqlite;

namespace MicroReg.Storage;

/// <summary>
/// The statement that every write runs: what is known of a key now goes behind all that was known before. It speaks to SQLite
/// itself, from buffers that are used again: a command's parameters take three kilobytes of garbage for each record.
/// </summary>
internal sealed class AppendStatement : IDisposable
{
    private readonly RawStatement _statement;
    private readonly Compaction _compaction;
    private readonly ArrayBufferWriter<byte> _document = new(1024);
    private readonly Utf8JsonWriter _json;
    private byte[] _name = new byte[256];
    private byte[] _host = new byte[256];

    /// <summary>Prepares it.</summary>
    /// <param name="connection">The file.</param>
    /// <param name="compaction">Learns which keys are written.</param>
    /// <exception cref="SqliteException">The file has no such table.</exception>
    public AppendStatement(SqliteConnection connection, Compaction compaction)
    {
        _json = new Utf8JsonWriter(_document);
        _statement = new RawStatement(connection, "INSERT INTO records VALUES (?1, ?2, ?3, ?4)");
        _compaction = compaction;
    }

    /// <summary>Stores a record in the place of what its key held.</summary>
    /// <returns>About how many bytes it takes.</returns>
    /// <exception cref="SqliteException">SQLite could not.</exception>
    public int Put(ServiceRecord record)
    {
        _document.ResetWrittenCount();
        _json.Reset(_document);
        JsonSerializer.Serialize(_json, record, RecordJsonContext.Default.ServiceRecord);
        _statement.BindBlob(4, _document.WrittenSpan);
        return Append(record.Key) + _document.WrittenCount;
    }

    /// <summary>Notes that a key holds nothing any more.</summary>
    /// <returns>About how many bytes it takes.</returns>
    /// <exception cref="SqliteException">SQLite could not.</exception>
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
