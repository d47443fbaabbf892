using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using MicroReg.Domain.Events;
using MicroReg.Domain.Networks;
using MicroReg.Domain.Subscriptions;
using MicroReg.Edge.Methods;
using MicroReg.Edge.Targets;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.Callbacks;

/// <summary>
/// Calls <c>registry_events(id, page)</c> by XML-RPC. Whatever the subscriber does (redirects, endless answers, a name that now resolves
/// to another address), a call only ever goes to a permitted address, and its cost is bounded.
/// </summary>
internal sealed class XmlRpcSubscriberCaller : ISubscriberCaller, IDisposable
{
    private const string MethodName = "registry_events";

    /// <summary>The most bytes that are read of an answer: a subscriber has hardly anything to say.</summary>
    private const int MaxAnswerBytes = 64 * 1024;

    private static readonly XmlRpcLimits Limits = XmlRpcLimits.Default with { MaxBodyBytes = MaxAnswerBytes };

    private readonly EventStructs _structs;
    private readonly HttpClient _http;

    /// <summary>Creates the caller of a node.</summary>
    /// <param name="nodeName">The name of the node, which its events carry.</param>
    /// <param name="targets">Where subscribers may be.</param>
    public XmlRpcSubscriberCaller(string nodeName, TargetNetworks targets)
    {
        _structs = new EventStructs(() => nodeName);
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            MaxResponseHeadersLength = 16,
            MaxResponseDrainSize = MaxAnswerBytes,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
            // From time to time a name is looked up again.
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            ConnectCallback = (context, cancellation) => OpenAsync(context.DnsEndPoint, targets, cancellation),
        })
        {
            // The caller's token ends the call, by a clock that tests can move.
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <inheritdoc />
    public async Task<CallbackAnswer> CallAsync(Uri url, string id, EventCursor after, FeedPage page, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(url);
        ArgumentNullException.ThrowIfNull(page);
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = Content(id, after, page) };
        if (url.UserInfo is { Length: > 0 } user)
            request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(user))));
        try
        {
            using var response = await _http
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
            var charset = response.Content.Headers.ContentType?.CharSet?.Trim('"');
            return response.StatusCode == HttpStatusCode.OK
                ? Judge(await ReadAsync(response.Content, cancellation).ConfigureAwait(false), charset, page)
                : CallbackAnswer.Failed($"the answer is HTTP {(int)response.StatusCode}");
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException)
        {
            return CallbackAnswer.Failed(failed.Message);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private static async ValueTask<Stream> OpenAsync(DnsEndPoint target, TargetNetworks targets, CancellationToken cancellation)
    {
        var socket = await PermittedConnection.TryOpenAsync(target.Host, target.Port, targets, cancellation).ConfigureAwait(false);
        return socket is null
            ? throw new HttpRequestException(
                HttpRequestError.ConnectionError, $"no address of {target.Host} is in the networks that may be called")
            : new NetworkStream(socket, ownsSocket: true);
    }

    private ReadOnlyMemoryContent Content(string id, EventCursor after, FeedPage page)
    {
        var document = new ArrayBufferWriter<byte>(1024);
        XmlRpcWriter.WriteCall(document, new XmlRpcCall(MethodName, [XmlRpcValue.Of(id), _structs.Of(page, after)]));
        return new ReadOnlyMemoryContent(document.WrittenMemory) { Headers = { ContentType = new MediaTypeHeaderValue("text/xml") } };
    }

    /// <summary>The bytes of the answer. One more than the limit is read, to see if there are more.</summary>
    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, CancellationToken cancellation)
    {
        using var body = await content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        var bytes = new byte[Math.Min(content.Headers.ContentLength ?? MaxAnswerBytes, MaxAnswerBytes) + 1];
        var length = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
        return bytes.AsMemory(0, length);
    }

    /// <summary>
    /// If the answer is a cursor, the subscriber is at that cursor. The page's own cursor, like any other answer, means that it took the
    /// page.
    /// </summary>
    private static CallbackAnswer Judge(ReadOnlyMemory<byte> answer, string? charset, FeedPage page)
    {
        if (!XmlRpcReader.TryReadResponse(answer.Span, charset, Limits, out var outcome, out var unreadable))
            return CallbackAnswer.Failed($"the answer is no XML-RPC response: {unreadable.Message}");
        if (outcome.Fault is { } fault)
            return CallbackAnswer.Failed($"the answer is fault {fault.Code}: {Plain(fault.Message)}");
        return outcome.Value.TryGetText(out var text) && EventCursor.TryParse(text, out var cursor) && text != page.Cursor.ToString()
            ? new CallbackAnswer(null, cursor)
            : CallbackAnswer.Taken;
    }

    /// <summary>What a subscriber wrote may be logged: on one line and shortened.</summary>
    private static string Plain(string text) => string.Concat(text.Take(200).Select(c => char.IsControl(c) ? ' ' : c));
}
