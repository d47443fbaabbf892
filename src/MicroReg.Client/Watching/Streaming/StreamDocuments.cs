using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace MicroReg.Client.Watching.Streaming;

/// <summary>The data of a change. Only the members that are used here.</summary>
internal sealed record ChangeDocument
{
    public required string Kind { get; init; }

    public required string Service { get; init; }

    public required InstanceDocument Instance { get; init; }

    public required string Version { get; init; }
}

/// <summary>An instance, in the stream and in the file.</summary>
internal sealed record InstanceDocument
{
    public required string Host { get; init; }

    public required int Port { get; init; }

    public int Id { get; init; }

    public string? Status { get; init; }

    public string? Health { get; init; }

    public ImmutableDictionary<string, string>? Metadata { get; init; }

    public ImmutableArray<string>? Tags { get; init; }

    public string? Zone { get; init; }

    public int? Weight { get; init; }

    /// <summary>In the stream the version is beside the instance. In the file it is here.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Version { get; init; }

    public static InstanceDocument Of(ServiceInstance instance) => new()
    {
        Host = instance.Host,
        Port = instance.Port,
        Id = instance.Id,
        Status = instance.Status,
        Health = instance.Health,
        Metadata = instance.Metadata,
        Tags = instance.Tags,
        Zone = instance.Zone,
        Weight = instance.Weight,
        Version = instance.Version,
    };

    public ServiceInstance ToInstance(string service, string version) => new()
    {
        Service = service,
        Host = Host,
        Port = Port,
        Id = Id,
        Status = Status ?? "running",
        Health = Health ?? "unknown",
        Metadata = Metadata ?? ImmutableDictionary<string, string>.Empty,
        Tags = Tags ?? [],
        Zone = string.IsNullOrEmpty(Zone) ? null : Zone,
        Weight = Weight ?? 1,
        Version = version,
    };
}

/// <summary>The data of a cursor.</summary>
internal sealed record CursorDocument(string Cursor, bool More);

/// <summary>The data of a reset.</summary>
internal sealed record ResetDocument(string? Reason);

/// <summary>The content of the file.</summary>
internal sealed record CopyDocument
{
    public required string Filter { get; init; }

    public required string Cursor { get; init; }

    public required ImmutableDictionary<string, ImmutableArray<InstanceDocument>> Services { get; init; }
}

/// <summary>JSON of the stream and of the file.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ChangeDocument))]
[JsonSerializable(typeof(CursorDocument))]
[JsonSerializable(typeof(ResetDocument))]
[JsonSerializable(typeof(CopyDocument))]
internal sealed partial class ClientJson : JsonSerializerContext;
