using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MicroReg.Chaos.Checking;

/// <summary>All calls of a run in the order in which they ended, here and as JSON lines in a file.</summary>
internal sealed class History : IDisposable
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly List<HistoryEntry> _entries = [];
    private readonly StreamWriter _file;

    public History(string path) => _file = new StreamWriter(path);

    /// <summary>Milliseconds since the beginning of the run.</summary>
    public double Now => Stopwatch.GetElapsedTime(_started).TotalMilliseconds;

    public void Add(HistoryEntry entry)
    {
        lock (_entries)
        {
            _entries.Add(entry);
            _file.WriteLine(JsonSerializer.Serialize(entry, Json));
        }
    }

    public IReadOnlyList<HistoryEntry> Entries()
    {
        lock (_entries)
        {
            _file.Flush();
            return [.. _entries];
        }
    }

    public void Dispose() => _file.Dispose();
}
