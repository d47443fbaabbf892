using System.Text.Json;
using MicroReg.XmlRpc;

namespace MicroReg.Chaos.Subscribers;

/// <summary>Reads what subscribers receive; fails with what is wrong with it.</summary>
internal static class EventReader
{
    private static readonly string[] Kinds = ["registered", "status_changed", "updated", "unregistered"];

    /// <summary>Reads an event.</summary>
    public static ReceivedEvent ReadEvent(JsonElement received)
    {
        var kind = received.GetProperty("kind").GetString();
        var (service, instance, version) =
            (received.GetProperty("service").GetString()!, received.GetProperty("instance"), received.GetProperty("version").GetString()!);
        var status = received.TryGetProperty("status", out var now) && now.ValueKind != JsonValueKind.Null ? StatusWord.Of(now) : null;
        if (!Kinds.Contains(kind) || version.Length == 0 || (kind == "unregistered") != (status is null))
            throw new InvalidDataException($"An event that says nothing: {received.GetRawText()}");
        var at = received.GetProperty("at").GetDateTimeOffset();
        var shown = status is null ? null : InstanceReader.OfEvent(service, instance);
        if (shown is not null && shown.Status != status)
            throw new InvalidDataException($"An event with two statuses: {received.GetRawText()}");
        var key = ShownInstance.KeyOf(service, instance.GetProperty("host").GetString()!, instance.GetProperty("port").GetInt32());
        return new ReceivedEvent(key, version, received.GetProperty("node").GetString()!, shown) { At = at };
    }

    /// <summary>Reads the struct that <c>wait_events</c> answers and <c>registry_events</c> brings.</summary>
    public static ReceivedPage ReadPage(XmlRpcValue received)
    {
        var page = XmlRpcJson.Of(received);
        return new ReceivedPage(
            page.GetProperty("reset").GetBoolean(),
            [.. page.GetProperty("events").EnumerateArray().Select(ReadEvent)],
            page.GetProperty("cursor").GetString()!,
            page.GetProperty("more").GetBoolean(),
            page.TryGetProperty("after", out var after) ? after.GetString()! : "");
    }
}
