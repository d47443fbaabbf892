using System.Text.Json;
using System.Text.Json.Serialization;
using MicroReg.Edge.Http.Api;
using MicroReg.Edge.Http.Diagnostics;
using MicroReg.Edge.Http.Health;

namespace MicroReg.Edge.Http;

/// <summary>
/// The JSON documents of the HTTP face. Names of more than one word are given by attributes of the members, because the web server applies
/// its own naming policy to what it serializes.
/// </summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ServicePage))]
[JsonSerializable(typeof(ServiceDocument))]
[JsonSerializable(typeof(ResolvedInstances))]
[JsonSerializable(typeof(ClusterDocument))]
[JsonSerializable(typeof(ForgottenNode))]
[JsonSerializable(typeof(ReleasedHolds))]
[JsonSerializable(typeof(RecordPage))]
[JsonSerializable(typeof(RecordCount))]
[JsonSerializable(typeof(LivenessDocument))]
[JsonSerializable(typeof(ReadinessDocument))]
[JsonSerializable(typeof(MemoryDocument))]
internal sealed partial class EdgeJsonContext : JsonSerializerContext;
