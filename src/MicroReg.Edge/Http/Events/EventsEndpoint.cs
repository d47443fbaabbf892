using System.ComponentModel;
using MicroReg.Domain.Events;
using MicroReg.Domain.Kernel;
using MicroReg.Domain.Registry;
using MicroReg.Edge.Calls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace MicroReg.Edge.Http.Events;

/// <summary>The changes as server-sent events.</summary>
internal static class EventsEndpoint
{
    private const string Now = "now";

    public static void MapEvents(this IEndpointRouteBuilder api) =>
        api.MapGet("/events", OpenAsync).WithTags("Events").WhileNotReady(NotReadyRule.Answer)
            .Produces<string>(200, "text/event-stream").ProducesProblem(400).ProducesProblem(503)
            .WithSummary("Streams the changes of instances as server-sent events: without a cursor a snapshot first; "
                + "each page ends with an event `cursor`, which is also the sign of life");

    private static async Task<Results<EmptyHttpResult, ProblemHttpResult>> OpenAsync(
        CallContext context,
        HttpContext http,
        IRegistry registry,
        EventStreams streams,
        [Description("Only instances of this service; may be given several times.")] string[]? service,
        [Description("Only instances of services whose names begin so.")] string? prefix,
        [Description("Only instances with this tag; one that loses it is told as unregistered.")] string? tag,
        [Description("Only instances in this zone.")] string? zone,
        [Description("Goes on behind this cursor, which may come from another node; `now` for no snapshot.")] string? cursor,
        [FromHeader(Name = "Last-Event-ID")]
        [Description("As `cursor`, and goes before it: what a browser sends when it connects again.")]
        string? lastEventId)
    {
        var given = string.IsNullOrEmpty(lastEventId) ? cursor : lastEventId;
        if (!EventCursor.TryParse(given == Now ? "" : given, out var from))
            return Problems.Of(RegistryFault.Invalid("cursor", "must be one that a node has given, or be left out"));
        var filter = new EventFilter { Services = [.. service ?? []], Prefix = prefix ?? "", Tag = Given(tag), Zone = Given(zone) };
        if (!streams.TryEnter())
        {
            return Unavailable(
                http, new(FaultKind.Unavailable, $"This node has {streams.Options.MaxStreams} streams already; ask another one."));
        }

        try
        {
            var reader = registry.Events.Read(given == Now ? registry.Events.Now : from, filter);
            return await StreamAsync(context, http, streams, reader).ConfigureAwait(false);
        }
        finally
        {
            streams.Leave();
        }
    }

    private static async Task<Results<EmptyHttpResult, ProblemHttpResult>> StreamAsync(
        CallContext context, HttpContext http, EventStreams streams, IFeedReader reader)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.Aborted, streams.Stopping);
        try
        {
            var reset = reader.Cursor.IsEmpty ? ResetReasons.NoCursor : ResetReasons.CannotContinue;
            var first = await reader.NextAsync(TimeSpan.Zero, ended.Token).ConfigureAwait(false);
            if (!first.TryGet(out var page, out var fault))
                return Unavailable(http, fault);
            Prepare(http);
            await new EventStream(streams, reader, http).RunAsync(page, reset, ended.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The client is gone, or the host stops and the client continues at another node.
        }

        return TypedResults.Empty;
    }

    private static void Prepare(HttpContext http)
    {
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers["X-Accel-Buffering"] = "no"; // nginx would buffer events
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();

        // The web server's own limit would end a stream whose client does not read after five seconds or after an hour, depending on what
        // was sent before. Streams have a limit of their own, see EventStreamOptions.WriteTimeout.
        if (http.Features.Get<IHttpMinResponseDataRateFeature>() is { } slowest)
            slowest.MinDataRate = null;
    }

    private static ProblemHttpResult Unavailable(HttpContext http, RegistryFault fault)
    {
        http.Response.Headers.RetryAfter = "1";
        return Problems.Of(fault);
    }

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
