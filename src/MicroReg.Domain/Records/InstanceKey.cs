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

    /// <summary>False for the key of a subscription: no instance may have such a key.</summary>
    [JsonIgnore]
    public bool IsInstance => Host.Length > 0;

    /// <summary>The key under which a subscription is kept among the records.</summary>
    /// <param name="id">Its id.</param>
    public static InstanceKey OfSubscription(string id) => new(id, "", 0);

    /// <summary>For messages and logs.</summary>
    public override string ToString() => $"{Name}@{Endpoint}";
}
