using System.Globalization;
using System.Text.Json;

namespace MicroReg.Chaos.Subscribers;

/// <summary>Reads instances as events tell them, and as the database's JSON API shows them.</summary>
internal static class InstanceReader
{
    /// <summary>The instance of an event of something that is there.</summary>
    public static ShownInstance OfEvent(string service, JsonElement instance) =>
        new(service, instance.GetProperty("host").GetString()!, instance.GetProperty("port").GetInt32())
        {
            Id = instance.GetProperty("id").GetInt64(),
            Status = StatusWord.Of(instance.GetProperty("status")),
            Reported = StatusWord.Of(instance.GetProperty("reported")),
            Health = instance.GetProperty("health").GetString()!,
            Metadata = MetadataOf(instance),
            Tags = TagsOf(instance),
            Zone = TextOf(instance, "zone"),
            Weight = instance.GetProperty("weight").GetInt64(),
            RegisteredAt = Iso(instance.GetProperty("registered_at").GetDateTimeOffset()),
        };

    /// <summary>The instance of a document of the database; null if it is not registered.</summary>
    public static ShownInstance? OfDocument(JsonElement document)
    {
        if (!document.TryGetProperty("head", out var head) || head.GetProperty("part").GetString() != "registration")
            return null;
        var (key, attributes) = (document.GetProperty("key"), head.GetProperty("attributes"));
        var reported = StatusWord.Of((document.TryGetProperty("reported", out var report) ? report : attributes).GetProperty("status"));
        var health = document.TryGetProperty("health", out var verdict)
            ? verdict.GetProperty("health").GetString()!.ToLowerInvariant()
            : "unknown";
        return new(key.GetProperty("name").GetString()!, key.GetProperty("host").GetString()!, key.GetProperty("port").GetInt32())
        {
            Id = head.GetProperty("id").GetInt64(),
            Status = StatusWord.Effective(reported, health),
            Reported = reported,
            Health = health,
            Metadata = MetadataOf(attributes),
            Tags = TagsOf(attributes),
            Zone = TextOf(attributes, "zone"),
            Weight = attributes.TryGetProperty("weight", out var weight) ? weight.GetInt64() : 1,
            RegisteredAt = TimeOf(head.GetProperty("first_registered").GetString()!),
        };
    }

    private static string MetadataOf(JsonElement holder) => holder.TryGetProperty("metadata", out var metadata)
        ? string.Join(
            ", ", metadata.EnumerateObject().Select(entry => $"{entry.Name}={entry.Value.GetString()}").Order(StringComparer.Ordinal))
        : "";

    private static string TagsOf(JsonElement holder)
    {
        string[] tags = holder.TryGetProperty("tags", out var array)
            ? [.. array.EnumerateArray().Select(tag => tag.GetString()!).Order(StringComparer.Ordinal)]
            : [];
        return tags.Length == 0 ? "" : $",{string.Join(',', tags)},";
    }

    private static string TextOf(JsonElement holder, string name) =>
        holder.TryGetProperty(name, out var text) ? text.GetString() ?? "" : "";

    /// <summary>A stamp is written as "milliseconds.counter@origin".</summary>
    private static string TimeOf(string stamp) =>
        Iso(DateTimeOffset.FromUnixTimeMilliseconds(
            long.Parse(stamp.AsSpan(0, stamp.IndexOf('.')), NumberStyles.None, CultureInfo.InvariantCulture)));

    private static string Iso(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
