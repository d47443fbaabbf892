using System.Text.Json;

namespace MicroReg.Chaos.Subscribers;

/// <summary>Statuses as words, whatever form they come in. Written anew, so that a mistake of the nodes' own table shows.</summary>
internal static class StatusWord
{
    /// <summary>The word, or the number's; fails for what is none.</summary>
    public static string Of(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number ? Of(value.GetInt32()) : value.GetString()!.ToLowerInvariant();

    /// <summary>What callers see of an instance that reports one thing and whose probes say another.</summary>
    public static string Effective(string reported, string health) =>
        (health, reported) is ("failing", "running" or "draining") ? "error" : reported;

    private static string Of(int number) => number switch
    {
        1 => "running",
        0 => "stopped",
        -1 => "error",
        2 => "starting",
        3 => "draining",
        _ => throw new InvalidDataException($"{number} is no status."),
    };
}
