using System.Text.Json.Serialization;

namespace MicroReg.Domain.Records;

/// <summary>What identifies an instance everywhere: the name of its service and its endpoint.</summary>
/// <param name="Name">The service, case-sensitive.</param>
/// <param name="Host">The host as given at registration.</param>
/// <param name="Port">The port.</param>
public sealed record InstanceKey(string Name, string Host, int Port)
{
    /// <summary>Where the instance listens.</summary>
    [JsonIgnore]
    public Endpoint Endpoint => new(Host, Port);

    /// <summary>For messages and logs.</summary>
    public override string ToString() => $"{Name}@{Endpoint}";
}
