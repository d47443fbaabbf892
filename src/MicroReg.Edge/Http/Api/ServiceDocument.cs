using System.Text.Json.Serialization;
using MicroReg.Domain.Records;
using MicroReg.Domain.Views;
using MicroReg.Edge.Instances;

namespace MicroReg.Edge.Http.Api;

/// <summary>A page of services.</summary>
/// <param name="Services">The services in the order of their names.</param>
/// <param name="Next">The name to ask for the next page after; null on the last page.</param>
internal sealed record ServicePage(IReadOnlyList<ServiceDocument> Services, string? Next);

/// <summary>A service.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Status">The best status among its instances.</param>
/// <param name="InstanceCount">How many instances it has.</param>
/// <param name="Instances">The instances by host and port.</param>
internal sealed record ServiceDocument(
    string Name,
    string Status,
    [property: JsonPropertyName("instance_count")] int InstanceCount,
    IReadOnlyList<InstanceDocument> Instances)
{
    public static ServiceDocument Of(ServiceSnapshot service) => new(
        service.Name, ServiceStatuses.NameOf(service.Status), service.Count, [.. service.Instances.Select(InstanceDocument.Of)]);
}

/// <summary>Instances in the order for use.</summary>
/// <param name="Instances">The instances.</param>
internal sealed record ResolvedInstances(IReadOnlyList<InstanceDocument> Instances);
