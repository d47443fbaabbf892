using System.ComponentModel;
using MicroReg.Domain.Registry;
using MicroReg.Domain.Views;
using MicroReg.Edge.Calls;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MicroReg.Edge.Http.Api;

/// <summary>MicroDB's JSON API, for reading: the documents as they are stored.</summary>
internal static class DatabaseApi
{
    private const int DefaultLimit = 100;

    public static Results<Ok<RecordPage>, ProblemHttpResult> List(
        CallContext context,
        IRegistry registry,
        [Description("Only documents of services after this one: `next` of the page before.")] string? after,
        [Description("Of how many services the documents are, 1 to 1000; default 100.")] string? limit)
    {
        if (!QueryNumbers.Read("limit", limit, ServiceFilter.DefaultLimit, DefaultLimit).TryGet(out var most, out var fault))
            return Problems.Of(fault);
        var found = registry.View.List(new ServiceFilter(After: after ?? "", Limit: most + 1)).ToList();
        var documents = found.Take(most).SelectMany(service => service.Instances).Select(record => new RecordDocument(record)).ToList();
        return TypedResults.Ok(new RecordPage(documents, found.Count > most ? found[most - 1].Name : null));
    }

    public static Ok<RecordCount> Count(CallContext context, IRegistry registry) =>
        TypedResults.Ok(new RecordCount(registry.View.InstanceCount));
}
