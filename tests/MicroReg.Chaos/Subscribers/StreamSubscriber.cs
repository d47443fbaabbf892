using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using MicroReg.Testing.Nodes;

namespace MicroReg.Chaos.Subscribers;

/// <summary>Reads the stream of server-sent events of a node. Every other one gives its cursor in the query, not in the header.</summary>
/// <param name="terms">What it does.</param>
internal sealed class StreamSubscriber(SubscriberTerms terms) : NodeFollower(terms)
{

    protected override async Task<StreamEnd> FollowAsync(ClusterNode node)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(Stopping);
        silence.CancelAfter(Silence);
        try
        {
            using var response = await OpenAsync(node, silence.Token);
            if (response.StatusCode is HttpStatusCode.ServiceUnavailable)
                return StreamEnd.Refused;
            if (response.StatusCode is not HttpStatusCode.OK)
                throw new InvalidDataException($"{node.Name} answered {(int)response.StatusCode} to cursor {Copy.Cursor}: "
                    + $"{await response.Content.ReadAsStringAsync(silence.Token)}");
            await using var body = await response.Content.ReadAsStreamAsync(silence.Token);
            await foreach (var item in SseParser.Create(body).EnumerateAsync(silence.Token))
                if (Take(item, node))
                    silence.CancelAfter(Silence);
            return StreamEnd.Broken;
        }
        catch (Exception e)
            when (e is HttpRequestException or IOException or OperationCanceledException && !Stopping.IsCancellationRequested)
        {
            return silence.IsCancellationRequested ? StreamEnd.Silent : StreamEnd.Broken;
        }
    }

    private Task<HttpResponseMessage> OpenAsync(ClusterNode node, CancellationToken cancellation)
    {
        var cursor = Copy.Cursor;
        var path = $"/api/events?{Filter.ToQuery()}";
        return Terms.First % 2 == 1
            ? node.Registry.OpenAsync($"{path}cursor={Uri.EscapeDataString(cursor)}", "", cancellation)
            : node.Registry.OpenAsync(path.TrimEnd('&', '?'), cursor, cancellation);
    }

    /// <summary>Takes what came.</summary>
    /// <returns>True if it is a cursor.</returns>
    private bool Take(SseItem<string> item, ClusterNode node)
    {
        var received = JsonElement.Parse(item.Data);
        switch (item.EventType)
        {
            case "message":
                var change = EventReader.ReadEvent(received);
                Terms.OnEvent?.Invoke(change);
                Copy.Apply(change);
                return false;
            case "reset":
                Copy.Reset($"{this} at {node.Name}: {received.GetProperty("reason").GetString()}");
                return false;
            case "cursor":
                var cursor = received.GetProperty("cursor").GetString()!;
                if (cursor != item.EventId)
                    throw new InvalidDataException($"{node.Name} sent the cursor {cursor} with the id {item.EventId}.");
                Copy.Mark(cursor, received.GetProperty("more").GetBoolean());
                Stand(node);
                return true;
            default:
                return false;
        }
    }
}
