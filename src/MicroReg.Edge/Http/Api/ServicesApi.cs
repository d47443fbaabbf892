using System.ComponentModel;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Records;
using MicroReg.Domain.Registry;
using MicroReg.Domain.Views;
using MicroReg.Edge.Calls;
using MicroReg.Edge.Input;
using MicroReg.Edge.Instances;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MicroReg.Edge.Http.Api;

/// <summary>The services as JSON.</summary>
internal static class ServicesApi
{
    private const int DefaultLimit = 100;

    public static Results<Ok<ServicePage>, ProblemHttpResult> List(
        CallContext context,
        IRegistry registry,
        [Description("Only names that begin so.")] string? prefix,
        [Description("Only services with an instance that has this tag.")] string? tag,
        [Description("Only services with an instance in this zone.")] string? zone,
        [Description("Only services with an instance of this status, by name or number.")] string? status,
        [Description("The greatest number of services, 1 to 1000; default 100.")] string? limit,
        [Description("Only names after this one: `next` of the page before.")] string? after)
    {
        if (!QueryNumbers.Read("limit", limit, ServiceFilter.DefaultLimit, DefaultLimit).TryGet(out var most, out var fault))
            return Problems.Of(fault);
        ServiceStatus? wanted = null;
        if (!string.IsNullOrEmpty(status))
        {
            if (!ServiceStatuses.TryParse(status, out var known))
                return Problems.Of(RegistryFault.Invalid("status", $"must be {ServiceStatuses.Accepted}, as number or name"));
            wanted = known;
        }

        var instances = ServiceFilterInput.InstancesOf(Given(tag), Given(zone), wanted);

        // One more than asked for shows whether there is a next page.
        var found = registry.View.List(new ServiceFilter(prefix ?? "", instances, after ?? "", most + 1)).ToList();
        var page = found.Take(most).Select(ServiceDocument.Of).ToList();
        return TypedResults.Ok(new ServicePage(page, found.Count > most ? page[^1].Name : null));
    }

    public static Results<Ok<ServiceDocument>, ProblemHttpResult> Get(
        CallContext context,
        IRegistry registry,
        [Description("The service.")] string name) =>
        Find(registry, name) is { } service ? TypedResults.Ok(ServiceDocument.Of(service)) : Problems.UnknownService(name);

    public static Results<Ok<ResolvedInstances>, ProblemHttpResult> Resolve(
        CallContext context,
        IRegistry registry,
        [Description("The service.")] string name,
        [Description("Instances of this zone come first.")] string? zone,
        [Description("Only instances with this tag.")] string? tag,
        [Description("The greatest number of instances, 1 to 1000; default 1000.")] string? count)
    {
        if (!QueryNumbers.Read("count", count, ServiceFilter.DefaultLimit, ServiceFilter.DefaultLimit).TryGet(out var most, out var fault))
            return Problems.Of(fault);
        var found = Find(registry, name)?.Resolve(new InstanceFilter(Given(tag), Given(zone)), most) ?? [];
        return TypedResults.Ok(new ResolvedInstances([.. found.Select(InstanceDocument.Of)]));
    }

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;

    /// <summary>A slash in a name arrives as %2F, which the web server does not decode in a path.</summary>
    private static ServiceSnapshot? Find(IRegistry registry, string name) =>
        registry.View.Find(name) ?? registry.View.Find(name.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase));
}
