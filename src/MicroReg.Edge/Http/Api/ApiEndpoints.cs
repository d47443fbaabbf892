using MicroReg.Edge.Calls;
using MicroReg.Edge.Http.Events;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace MicroReg.Edge.Http.Api;

/// <summary>The JSON face, below <c>/api</c>.</summary>
internal static class ApiEndpoints
{
    public static void MapApi(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup("/api").AddEndpointFilter(NotReadyFilter.ApplyAsync);
        api.MapGet("/services", ServicesApi.List).WithTags("Services").ProducesProblem(400).ProducesProblem(503)
            .WithSummary("Lists services with their instances in the order of their names, a page at a time");
        api.MapGet("/services/{name}", ServicesApi.Get).WithTags("Services").ProducesProblem(404).ProducesProblem(503)
            .WhileNotReady(NotReadyRule.AnswerKnown)
            .WithSummary("Shows a service with its instances");
        api.MapGet("/services/{name}/resolve", ServicesApi.Resolve).WithTags("Services").ProducesProblem(400).ProducesProblem(503)
            .WhileNotReady(NotReadyRule.AnswerKnown)
            .WithSummary("Names the running instances of a service in the order for use; none if none runs");
        api.MapGet("/cluster", ClusterApi.Get).WithTags("Cluster").WhileNotReady(NotReadyRule.Answer)
            .WithSummary("Shows what this node knows of itself and of the cluster");
        api.MapPost("/cluster/forget/{node}", ClusterApi.ForgetAsync).WithTags("Cluster").WhileNotReady(NotReadyRule.AnswerKnown)
            .ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(503)
            .WithSummary("Gives up a node that will not come back, so that majorities no longer count it; "
                + "409 if it is this node or one that is reachable");
        api.MapPost("/cluster/release-holds", ClusterApi.ReleaseSelfPreservationAsync).WithTags("Cluster")
            .WhileNotReady(NotReadyRule.Answer).ProducesProblem(403)
            .WithSummary("Ends self-preservation at every reachable node; instances that it kept from failing are failing from "
                + "now on, and it does not start again for five minutes");
        api.MapGet("/db", DatabaseApi.List).WithTags("MicroDB").ProducesProblem(400).ProducesProblem(503)
            .WithSummary("Lists the documents of the registry's database, those of some services at a time");
        api.MapGet("/db/count", DatabaseApi.Count).WithTags("MicroDB").ProducesProblem(503)
            .WithSummary("Counts the documents of the registry's database");
        api.MapEvents();
        api.MapFallback("{**path}", UnknownPath).ExcludeFromDescription().WhileNotReady(NotReadyRule.Answer);
    }

    private static ProblemHttpResult UnknownPath(CallContext context, HttpContext http) => Problems.UnknownPath(http);
}
