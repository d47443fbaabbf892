using System.Text;
using System.Text.Json;
using MicroReg.Benchmarks.Events.Changes;
using MicroReg.Benchmarks.Requests;

namespace MicroReg.Benchmarks.Events.Peers;

/// <summary>
/// The stored records as keys and values: a service's instances below its name, each the record's JSON of about 260 bytes.
/// </summary>
internal static class EtcdKeys
{
    public const string Prefix = "/services/";

    /// <summary>Behind every key that begins with <see cref="Prefix"/>.</summary>
    public const string End = "/services0";

    public static string Key(int record) => $"{Prefix}{Service(record)}/127.0.0.1:{Port(record)}";

    public static string Value(PlannedChange change) => BenchRecord.Json(
        Service(change.Record), $"{Port(change.Record)}", $"{change.Record:D12}", $"{change.Status}");

    /// <summary>What a subscriber makes of a value: the record, parsed.</summary>
    public static PlannedChange Parse(ReadOnlySpan<byte> value)
    {
        var record = JsonSerializer.Deserialize<RecordDocument>(value, JsonSerializerOptions.Web)
            ?? throw new BenchmarkFailedException($"This is no record: {Encoding.UTF8.GetString(value)}");
        return new PlannedChange(RecordStatuses.RecordOf(record.Name, record.Port), record.Status);
    }

    private static string Service(int record) => $"{StoredNames.Prefix}{record / StoredNames.InstancesPerService:D6}";

    private static int Port(int record) => StoredNames.FirstPort + (record % StoredNames.InstancesPerService);

    private sealed record RecordDocument(
        string Name, string Host, int Port, int Status, Dictionary<string, string>? Metadata, IReadOnlyList<string>? Tags);
}
