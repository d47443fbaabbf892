using System.Text.Json;

namespace MicroReg.Client.Tests.Fakes;

/// <summary>Writes events in the format of the nodes.</summary>
internal static class Sse
{
    public const string Reset = "event: reset\ndata: {\"reason\":\"a test\"}\n\n";

    private static readonly string[] Tags = ["blue"];

    public static string Cursor(string cursor, bool more) =>
        $"event: cursor\nid: {cursor}\ndata: {{\"cursor\":\"{cursor}\",\"more\":{(more ? "true" : "false")}}}\n\n";

    /// <summary>The state of an instance.</summary>
    public static string Instance(string service, int port, string version, string status = "running") => Data(new
    {
        kind = "registered",
        service,
        instance = new
        {
            id = port,
            host = "127.0.0.1",
            port,
            status,
            reported = status,
            health = "unknown",
            metadata = new Dictionary<string, string> { ["v"] = version },
            tags = Tags,
            zone = (string?)null,
            weight = 1,
            registered_at = "2026-11-24T20:00:00.000Z",
        },
        previous_status = (string?)null,
        status,
        version,
        at = "2026-11-24T20:00:00.000Z",
        node = "node-1",
    });

    /// <summary>An instance was unregistered. The event has only its key.</summary>
    public static string Gone(string service, int port, string version) => Data(new
    {
        kind = "unregistered",
        service,
        instance = new { host = "127.0.0.1", port },
        status = (string?)null,
        version,
        at = "2026-11-24T20:00:00.000Z",
        node = "node-1",
    });

    private static string Data(object data) => $"data: {JsonSerializer.Serialize(data)}\n\n";
}
