using System.Text.Json;
using MicroReg.Chaos.Nodes;

namespace MicroReg.Chaos.Calls;

/// <summary>What a node says of itself and of the cluster.</summary>
/// <param name="IsReady">Whether it may be asked.</param>
/// <param name="IsStale">Whether it could not compare its records with another node's.</param>
/// <param name="AcceptsWrites">Whether it takes writes.</param>
/// <param name="Reason">Why it is not ready, stale or refuses writes.</param>
/// <param name="Instances">How many instances it holds.</param>
/// <param name="UpMembers">How many members it reaches that take part in the cluster, itself included.</param>
/// <param name="Divergence">What it says of peers that are not in step; empty if all are.</param>
internal sealed record NodeStatus(
    bool IsReady, bool IsStale, bool AcceptsWrites, string Reason, int Instances, int UpMembers, string Divergence)
{
    private static readonly string[] Lags = ["buckets_differing", "changes_behind", "changes_ahead"];

    /// <summary>Asks a node; null if it does not answer.</summary>
    public static async Task<NodeStatus?> AskAsync(ClusterNode node)
    {
        try
        {
            var (_, body) = await node.Registry.GetAsync("/api/cluster");
            using var document = JsonDocument.Parse(body);
            return Of(document.RootElement);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or JsonException)
        {
            return null;
        }
    }

    public static NodeStatus Of(JsonElement status) => new(
        status.GetProperty("ready").GetBoolean(),
        status.GetProperty("stale").GetBoolean(),
        status.GetProperty("accepts_writes").GetBoolean(),
        $"{status.GetProperty("reason").GetString()} {status.GetProperty("write_fault").GetString()}".Trim(),
        status.GetProperty("instances").GetInt32(),
        status.GetProperty("members").EnumerateArray().Count(IsUp),
        string.Join("; ", status.GetProperty("divergence").EnumerateArray().Where(IsOutOfStep).Select(peer => peer.GetRawText())));

    private static bool IsUp(JsonElement member) =>
        member.GetProperty("state").GetString() is "Up" or "WeaklyUp" && member.GetProperty("reachable").GetBoolean();

    private static bool IsOutOfStep(JsonElement peer) =>
        Lags.Any(lag => peer.TryGetProperty(lag, out var count) && count.GetInt64() != 0);
}
