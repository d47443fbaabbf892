using System.Globalization;
using System.Text.Json;
using MicroReg.Testing.Nodes;

namespace MicroReg.Chaos.Liveness.Watching;

/// <summary>What a node says of its watch: the object <c>health</c> of <c>/api/cluster</c>.</summary>
/// <param name="Node">The node.</param>
/// <param name="Object">The object.</param>
internal sealed record HealthReading(string Node, JsonElement Object)
{
    private static readonly string[] Shown = ["owned", "failing", "held", "expired", "recovered", "contradicted", "removed", "pauses"];

    public long Held => Count("held");

    public long Pauses => Count("pauses");

    /// <summary>Why self-preservation is active.</summary>
    public IReadOnlyList<HoldReading> Holds => [.. Items("holds").Select(hold => new HoldReading(
        Text(hold, "scope"), Text(hold, "reason"), hold.TryGetProperty("share", out var share) ? share.GetDouble() : 0))];

    /// <summary>The suppressed instances, as name@host:port.</summary>
    public IReadOnlyList<string> Flapping => [.. Items("flapping")
        .Select(one => $"{Text(one, "name")}@{Text(one, "host")}:{(one.TryGetProperty("port", out var port) ? port.GetInt32() : 0)}")];

    /// <summary>Asks a node; null if it does not answer, or says nothing of health.</summary>
    public static async Task<HealthReading?> AskAsync(ClusterNode node)
    {
        try
        {
            var (_, body) = await node.Registry.GetAsync("/api/cluster");
            return JsonElement.Parse(body).TryGetProperty("health", out var health) ? new HealthReading(node.Name, health) : null;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or JsonException)
        {
            return null;
        }
    }

    public override string ToString() =>
        $"{Node}: {string.Join(", ", Shown.Select(name => string.Create(CultureInfo.InvariantCulture, $"{name} {Count(name)}")))}";

    private long Count(string name) =>
        Object.TryGetProperty(name, out var count) && count.ValueKind == JsonValueKind.Number ? count.GetInt64() : 0;

    private JsonElement.ArrayEnumerator Items(string name) =>
        Object.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array ? items.EnumerateArray() : default;

    private static string Text(JsonElement holder, string name) => holder.TryGetProperty(name, out var text) ? text.GetString() ?? "" : "";
}

/// <summary>Something that keeps instances from being expired, as a node says it.</summary>
internal sealed record HoldReading(string Scope, string Reason, double Share);
