using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using MicroReg.Client.Nodes;

namespace MicroReg.Client.Watching.Streaming;

/// <summary>The event stream of one node, from the request to its end.</summary>
internal sealed class NodeStream(HttpClient http, Uri node, RegistryWatcherOptions options, TimeProvider time)
{
    private const string StaleHeader = "MicroReg-Stale";
    private bool _isSilent;

    public Uri Node => node;

    /// <summary>True once the node has confirmed that the copy is complete.</summary>
    public bool HasConfirmed { get; set; }

    /// <summary>
    /// The items after a cursor, until the stream ends or breaks. A stream that stays silent for too long counts as broken.
    /// </summary>
    /// <exception cref="BadCursorException">The node does not accept the cursor.</exception>
    public async IAsyncEnumerable<StreamItem> ReadAsync(string cursor, [EnumeratorCancellation] CancellationToken stop)
    {
        using var silence = new CancellationTokenSource(options.AnswerTimeout, time);
        await using var noticing = silence.Token.Register(() => _isSilent = true).ConfigureAwait(false);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, silence.Token);
        using var response = await http.SendAsync(Request(cursor), HttpCompletionOption.ResponseHeadersRead, either.Token)
            .ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.BadRequest && cursor.Length > 0)
            throw new BadCursorException();
        response.EnsureSuccessStatusCode();
        var stream = await response.Content.ReadAsStreamAsync(either.Token).ConfigureAwait(false);
        await using var closing = stream.ConfigureAwait(false);
        silence.CancelAfter(options.Silence);
        await foreach (var item in EventStream.ReadAsync(stream, either.Token).ConfigureAwait(false))
        {
            silence.CancelAfter(options.Silence);
            yield return item;
        }
    }

    /// <summary>True if the node says that it is ready and has compared its records with others.</summary>
    public async Task<bool> IsSureAsync(CancellationToken stop)
    {
        using var patience = new CancellationTokenSource(options.AnswerTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, patience.Token);
        try
        {
            using var response = await http.GetAsync(NodeRing.At(node, "health/ready"), either.Token).ConfigureAwait(false);
            return response.StatusCode == HttpStatusCode.OK
                && !(response.Headers.TryGetValues(StaleHeader, out var stale) && stale.Contains("true", StringComparer.OrdinalIgnoreCase));
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>The reason why the stream broke, for the log.</summary>
    public string Explain(Exception failure) => failure switch
    {
        OperationCanceledException when _isSilent => "it is silent",
        HttpRequestException { StatusCode: HttpStatusCode.ServiceUnavailable } => "it is not ready (503)",
        _ => failure.Message,
    };

    private HttpRequestMessage Request(string cursor)
    {
        var query = options.Filter.ToQuery();
        var request = new HttpRequestMessage(HttpMethod.Get, NodeRing.At(node, query.Length == 0 ? "api/events" : $"api/events?{query}"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (cursor.Length > 0)
            request.Headers.TryAddWithoutValidation("Last-Event-ID", cursor);
        return request;
    }
}

/// <summary>The node does not accept the cursor that it was given.</summary>
internal sealed class BadCursorException : Exception;
