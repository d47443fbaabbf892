using System.Text.Json;
using MicroReg.Domain.Journal;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Records;
using MicroReg.Domain.Rules;

namespace MicroReg.Storage;

/// <summary>Reads a snapshot line by line. Its error messages name the line.</summary>
internal sealed class SnapshotLines(TextReader text)
{
    private int _number;

    public StoreException Fault(string what, Exception? cause = null) =>
        new($"Snapshot, line {_number}: {what}. Nothing was imported.", cause);

    public void ReadHeader()
    {
        using var header = Parse(Next());
        if (!header.RootElement.TryGetProperty("format", out var format) || format.ToString() != RecordSnapshot.Format)
            throw Fault($"the file is not a {RecordSnapshot.Format}");
        var version = NumberOf(header.RootElement, "version");
        if (version != RecordSnapshot.FormatVersion)
            throw Fault($"format version {version}, and this program knows version {RecordSnapshot.FormatVersion}");
    }

    /// <summary>The record of the next line. Null at the last line.</summary>
    public ServiceRecord? ReadRecord(int read)
    {
        var line = Next();
        using var document = Parse(line);
        if (document.RootElement.TryGetProperty("end", out _))
        {
            var expected = NumberOf(document.RootElement, "records");
            return expected == read ? null : throw Fault($"{expected} records were written, but {read} are there");
        }

        ServiceRecord record;
        try
        {
            record = document.RootElement.Deserialize(RecordJsonContext.Default.ServiceRecord)!;
        }
        catch (Exception cause) when (cause is JsonException or NotSupportedException)
        {
            throw Fault($"not a record ({cause.Message})", cause);
        }

        return FaultOf(record) is { } fault ? throw Fault($"{record.Key}: {fault}") : record;
    }

    private string Next()
    {
        _number++;
        return text.ReadLine() ?? throw Fault("the snapshot was cut here");
    }

    private JsonDocument Parse(string line)
    {
        try
        {
            var document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document : throw new JsonException("not an object");
        }
        catch (JsonException cause)
        {
            throw Fault($"not a JSON document ({cause.Message})", cause);
        }
    }

    private static long NumberOf(JsonElement element, string property) =>
        element.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
            ? number
            : -1;

    /// <summary>
    /// Returns the error in a record, if any. A record from outside must obey the same rules as a registration, and its parts must be
    /// consistent.
    /// </summary>
    private static string? FaultOf(ServiceRecord record)
    {
        if (record.Key.Name is null || record.Key.Host is null)
            return "name or host is missing";
        if (FaultOfKey(record) is { } key)
            return key;
        if (record.Registration is { } registration && (registration.Attributes is null || registration.Id < 1))
            return "the registration has no attributes or no id";
        if (record.Registration is { } living && AttributeRules.Check(living.Attributes) is { } attributes)
            return attributes.Message;
        if (record.Subscription is { } subscription && (subscription.Terms is null || subscription.Cursor is null))
            return "the subscription has no terms or no cursor";
        if (record.Subscription is { } subscribed && SubscriptionRules.CheckTerms(subscribed.Terms) is { } terms)
            return terms.Message;
        // Applying the parts of the record one by one must give the same record.
        var replayed = RecordMerge.Merge(new ServiceRecord { Key = record.Key }, record);
        return replayed.Equals(record) ? null : "its parts do not fit together";
    }

    /// <summary>An instance must have an endpoint, and a subscription must not.</summary>
    private static string? FaultOfKey(ServiceRecord record)
    {
        if (record.Key.IsInstance || record.Key.Port != 0)
            return (Checked.Key(record.Key)
                ?? (record.Subscription is null ? null : RegistryFault.Invalid("head", "a subscription is no instance")))?.Message;
        return (Checked.Name(record.Key.Name)
            ?? (record.IsLiving ? RegistryFault.Invalid("host", "an instance must have one") : null))?.Message;
    }
}
