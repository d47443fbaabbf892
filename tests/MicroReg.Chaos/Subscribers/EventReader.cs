using System.Text.Json;
using MicroReg.XmlRpc;

namespace MicroReg.Chaos.Subscribers;

/// <summary>Reads what subscribers are told; fails with what is wrong with it.</summary>
internal static class EventReader
{
    private static readonly string[] Kinds = ["registered", "status_changed", "updated", "unregistered"];

    /// <summary>Reads an event.</summary>
    public static ToldEvent ReadEvent(JsonElement told)
    {
        var kind = told.GetProperty("kind").GetString();
        var (service, instance, version) =
            (told.GetProperty("service").GetString()!, told.GetProperty("instance"), told.GetProperty("version").GetString()!);
        var status = told.TryGetProperty("status", out var now) && now.ValueKind != JsonValueKind.Null ? StatusWord.Of(now) : null;
        if (!Kinds.Contains(kind) || version.Length == 0 || (kind == "unregistered") != (status is null))
            throw new InvalidDataException($"An event that says nothing: {told.GetRawText()}");
        var at = told.GetProperty("at").GetDateTimeOffset();
        var shown = status is null ? null : InstanceReader.OfEvent(service, instance);
        if (shown is not null && shown.Status != status)
            throw new InvalidDataException($"An event with two statuses: {told.GetRawText()}");
        var key = ShownInstance.KeyOf(service, instance.GetProperty("host").GetString()!, instance.GetProperty("port").GetInt32());
        return new ToldEvent(key, version, told.GetProperty("node").GetString()!, shown) { At = at };
    }

    /// <summary>Reads the struct that <c>wait_events</c> answers and <c>registry_events</c> brings.</summary>
    public static ToldPage ReadPage(XmlRpcValue told)
    {
        var page = XmlRpcJson.Of(told);
        return new ToldPage(
            page.GetProperty("reset").GetBoolean(),
            [.. page.GetProperty("events").EnumerateArray().Select(ReadEvent)],
            page.GetProperty("cursor").GetString()!,
            page.GetProperty("more").GetBoolean(),
            page.TryGetProperty("after", out var after) ? after.GetString()! : "");
    }
}
