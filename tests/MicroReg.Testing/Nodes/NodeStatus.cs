using System.Text.Json;

namespace MicroReg.Testing.Nodes;

/// <summary>What a node says of itself and of the cluster.</summary>
/// <param name="IsReady">Whether it may be asked.</param>
/// <param name="IsStale">Whether it could not compare its records with another node's.</param>
/// <param name="AcceptsWrites">Whether it takes writes.</param>
/// <param name="Reason">Why it is not ready, stale or refuses writes.</param>
/// <param name="Instances">How many instances it holds.</param>
/// <param name="UpMembers">How many members it reaches that take part in the cluster, itself included.</param>
/// <param name="Divergence">What it says of peers that are not in step; empty if all are.</param>
/// <param name="DegradedWrites">Writes that it answered below the level that was asked for, in this run.</param>
/// <param name="RestoredParts">Parts that a comparison of records restored, in this run; replication should leave none.</param>
public sealed record NodeStatus(
    bool IsReady, bool IsStale, bool AcceptsWrites, string Reason, int Instances, int UpMembers, string Divergence, long DegradedWrites,
    long RestoredParts)
{
    /// <summary>How many members it sees, itself included.</summary>
    public int Members { get; init; } = 1;

    /// <summary>Whether it is itself a member that takes part in the cluster.</summary>
    public bool IsUp { get; init; }

    /// <summary>How many nodes its replication knows, and how many of them it reaches; itself included.</summary>
    public (int Known, int Reached) Nodes { get; init; }

    /// <summary>Buckets of records that differ between nodes.</summary>
    public int BucketsDiffering { get; init; }

    /// <summary>False if a comparison of records has found a difference, now or earlier in this run.</summary>
    public bool IsInStep => BucketsDiffering == 0 && RestoredParts == 0;

    private static readonly string[] Lags = ["buckets_differing", "changes_behind", "changes_ahead"];

    // A node that left, or was given up, may lag for ever.
    private static readonly string[] Gone = ["left", "forgotten"];

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

    /// <summary>Reads the document that <c>/api/cluster</c> answers.</summary>
    public static NodeStatus Of(JsonElement status) => new(
        status.GetProperty("ready").GetBoolean(),
        status.GetProperty("stale").GetBoolean(),
        status.GetProperty("accepts_writes").GetBoolean(),
        $"{status.GetProperty("reason").GetString()} {status.GetProperty("write_fault").GetString()}".Trim(),
        status.GetProperty("instances").GetInt32(),
        status.GetProperty("members").EnumerateArray().Count(IsUpAndReached),
        string.Join("; ", Peers(status).Where(IsOutOfStep).Select(peer => peer.GetRawText())),
        Count(status, "degraded_writes"),
        Count(status, "restored_parts"))
    {
        Members = status.GetProperty("members").GetArrayLength(),
        IsUp = status.GetProperty("members").EnumerateArray().Any(IsSelfUp),
        Nodes = ((int)Count(status, "known"), (int)Count(status, "reachable")),
        BucketsDiffering = status.TryGetProperty("divergence", out var divergence) ? (int)Count(divergence, "buckets_differing") : 0,
    };

    /// <summary>True if it sees so many members, itself one of them, all up, reached and known to replication, and no others.</summary>
    public bool IsCompleteWith(int nodes) =>
        IsReady && !IsStale && IsUp && Members == nodes && UpMembers == nodes && Nodes == (nodes, nodes);

    private static JsonElement.ArrayEnumerator Peers(JsonElement status) =>
        status.TryGetProperty("peers", out var peers) ? peers.EnumerateArray() : default;

    private static bool IsUpAndReached(JsonElement member) =>
        member.GetProperty("state").GetString() is "Up" or "WeaklyUp" && member.GetProperty("reachable").GetBoolean();

    private static bool IsSelfUp(JsonElement member) =>
        member.TryGetProperty("self", out var self) && self.GetBoolean() && member.GetProperty("state").GetString() == "Up";

    private static bool IsOutOfStep(JsonElement peer) =>
        !Gone.Contains(peer.GetProperty("standing").GetString(), StringComparer.OrdinalIgnoreCase)
            && Lags.Any(lag => Count(peer, lag) != 0);

    private static long Count(JsonElement holder, string name) => holder.TryGetProperty(name, out var count) ? count.GetInt64() : 0;
}
