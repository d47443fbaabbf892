using System.Text.Json;
using System.Text.Json.Serialization;

namespace MicroReg.Gateway.CommandLine;

/// <summary>The settings of a gateway process. They come from the settings file. Options on the command line override them.</summary>
/// <remarks>The properties have setters because the generated JSON reader does not keep the defaults of init-only properties.</remarks>
internal sealed record GatewaySettings
{
    /// <summary>The HTTP addresses of the registry's nodes.</summary>
    public IReadOnlyList<string> Nodes { get; set; } = [];

    /// <summary>The address to listen on.</summary>
    public string Bind { get; set; } = "127.0.0.1";

    /// <summary>The port to listen on. 0 means any free port.</summary>
    public int Port { get; set; } = 8080;

    /// <summary>The zone of the gateway.</summary>
    public string? Zone { get; set; }

    /// <summary>The file that caches the registry's copy, for a start while no node can be reached.</summary>
    public string? Cache { get; set; }

    /// <summary>Routes in addition to <c>/{service}/…</c>.</summary>
    public IReadOnlyList<GatewayRoute> Routes { get; set; } = [];

    /// <summary>Reads a settings file.</summary>
    /// <returns>The settings, the defaults if there is no file, or an error.</returns>
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

/// <summary>The format of the file: JSON with comments. An unknown member is an error.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(GatewaySettings))]
internal sealed partial class SettingsJson : JsonSerializerContext;
