using System.Text.Json;
using System.Text.Json.Serialization;

namespace MicroReg.Gateway.CommandLine;

/// <summary>What a gateway process is told: the members of its file of settings, those of them that are given on the command line taken from there.</summary>
/// <remarks>The members can be set because the generated reader gives those that can only be initialised no value of their own.</remarks>
internal sealed record GatewaySettings
{
    /// <summary>The HTTP addresses of the registry's nodes.</summary>
    public IReadOnlyList<string> Nodes { get; set; } = [];

    /// <summary>The address to listen on.</summary>
    public string Bind { get; set; } = "127.0.0.1";

    /// <summary>The port to listen on; 0 = any free one.</summary>
    public int Port { get; set; } = 8080;

    /// <summary>The zone of the gateway.</summary>
    public string? Zone { get; set; }

    /// <summary>The file that remembers what is registered, for a start without any node.</summary>
    public string? Cache { get; set; }

    /// <summary>Routes beside /{service}/….</summary>
    public IReadOnlyList<GatewayRoute> Routes { get; set; } = [];

    /// <summary>Reads a file of settings.</summary>
    /// <returns>The settings; the shipped ones if there is no file, or an error.</returns>
    public static GatewaySettings Read(FileInfo? file, out string? error)
    {
        error = null;
        if (file is null)
            return new();
        try
        {
            using var stream = file.OpenRead();
            return JsonSerializer.Deserialize(stream, SettingsJson.Default.GatewaySettings) ?? new();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException)
        {
            error = $"--config {file}: {unreadable.Message}";
            return new();
        }
    }
}

/// <summary>The file's form: JSON with comments; a member that does not exist is a mistake.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(GatewaySettings))]
internal sealed partial class SettingsJson : JsonSerializerContext;
