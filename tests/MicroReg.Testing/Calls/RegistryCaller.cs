using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using MicroReg.Testing.Networks;
using MicroReg.XmlRpc;

namespace MicroReg.Testing.Calls;

/// <summary>Calls one node, over all of its runs.</summary>
public sealed class RegistryCaller : IDisposable
{
    private static readonly XmlRpcLimits Limits = XmlRpcLimits.Default with { MaxBodyBytes = int.MaxValue };

    /// <summary>More calls at a time than this wait for each other.</summary>
    private const int MostConnections = 1_000;

    private readonly HttpClient _http;

    /// <param name="place">The node's place.</param>
    /// <param name="from">Where calls come from; null for the place itself, which is always reached.</param>
    public RegistryCaller(NodePlace place, NodePlace? from = null)
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            MaxConnectionsPerServer = MostConnections,
            ConnectTimeout = TimeSpan.FromSeconds(2),
            ConnectCallback = (_, cancellation) => ConnectAsync(place, from ?? place, cancellation),
        };
        _http = new HttpClient(handler) { BaseAddress = place.Http, Timeout = Patience.Limit };
    }

    /// <param name="address">Where a node of this machine serves HTTP.</param>
    public RegistryCaller(Uri address)
        : this(new NodePlace(IPAddress.Parse(address.Host), address.Port, 0))
    {
    }

    /// <summary>Where the node serves HTTP.</summary>
    public Uri BaseAddress => _http.BaseAddress!;

    /// <summary>Calls a method of a node that is there: its value or its fault.</summary>
    public Task<XmlRpcOutcome> CallAsync(string method, params XmlRpcValue[] parameters) =>
        SendAsync(new XmlRpcCall(method, parameters), CancellationToken.None);

    /// <summary>Calls a method of a node that may not be there: that it fails is an outcome, not an exception.</summary>
    public Task<Answer> CallAsync(TimeSpan timeout, string method, params XmlRpcValue[] parameters) =>
        CallAsync(timeout, method, parameters, CancellationToken.None);

    /// <summary>The same, unless the caller ends before the answer.</summary>
    public async Task<Answer> CallAsync(TimeSpan timeout, string method, XmlRpcValue[] parameters, CancellationToken end)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(end);
        patience.CancelAfter(timeout);
        try
        {
            var outcome = await SendAsync(new XmlRpcCall(method, parameters), patience.Token);
            return outcome.Fault is { } fault
                ? new Answer(CallOutcome.Fault, default, $"{fault.Code} {fault.Message}") { FaultCode = fault.Code }
                : new Answer(CallOutcome.Acknowledged, outcome.Value, "");
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError)
        {
            return new Answer(CallOutcome.Unsent, default, e.Message);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or InvalidDataException)
        {
            return new Answer(
                CallOutcome.Unknown, default, patience.IsCancellationRequested ? $"no answer within {timeout.TotalSeconds} s" : e.Message)
            {
                IsLate = patience.IsCancellationRequested,
            };
        }
    }

    /// <summary>Gets a path; whatever the status is.</summary>
    public async Task<(HttpStatusCode Status, byte[] Body)> GetAsync(string path)
    {
        using var response = await _http.GetAsync(path);
        return (response.StatusCode, await response.Content.ReadAsByteArrayAsync());
    }

    /// <summary>Gets a path as text; a status of failure is an exception.</summary>
    public Task<string> GetStringAsync(string path) => _http.GetStringAsync(path);

    /// <summary>Gets a path whose answer is read while it comes.</summary>
    /// <param name="path">The path.</param>
    /// <param name="lastEventId">The header <c>Last-Event-ID</c>; empty for none.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<HttpResponseMessage> OpenAsync(string path, string lastEventId, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastEventId.Length > 0)
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
    }

    public void Dispose() => _http.Dispose();

    private async Task<XmlRpcOutcome> SendAsync(XmlRpcCall call, CancellationToken cancellation)
    {
        var body = new ArrayBufferWriter<byte>();
        XmlRpcWriter.WriteCall(body, call);
        using var content = new ReadOnlyMemoryContent(body.WrittenMemory);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/xml");
        using var response = await _http.PostAsync("/RPC2", content, cancellation);
        var answer = await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(cancellation);
        return XmlRpcReader.TryReadResponse(answer, null, Limits, out var outcome, out var wrong)
            ? outcome
            : throw new InvalidDataException(wrong!.Message);
    }

    private static async ValueTask<Stream> ConnectAsync(NodePlace place, NodePlace from, CancellationToken cancellation)
    {
        var socket = from.OpenSocket();
        try
        {
            socket.NoDelay = true;
            await socket.ConnectAsync(place.Address, place.HttpPort, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
