using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using MicroReg.Chaos.Nodes;
using MicroReg.Edge.XmlRpc.Codec;

namespace MicroReg.Chaos.Calls;

/// <summary>Calls one node, over all of its runs. A call that fails is an outcome, not an exception.</summary>
internal sealed class RegistryCaller : IDisposable
{
    private static readonly XmlRpcLimits Limits = XmlRpcLimits.Default with { MaxBodyBytes = int.MaxValue };

    private readonly HttpClient _http;

    public RegistryCaller(NodePlace place)
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectTimeout = TimeSpan.FromSeconds(2),
            ConnectCallback = (_, cancellation) => ConnectAsync(place, cancellation),
        };
        _http = new HttpClient(handler) { BaseAddress = place.Http, Timeout = Patience.Ample };
    }

    /// <summary>Calls a method.</summary>
    public async Task<Answer> CallAsync(TimeSpan timeout, string method, params XmlRpcValue[] parameters)
    {
        using var patience = new CancellationTokenSource(timeout);
        try
        {
            return await CallAsync(new XmlRpcCall(method, parameters), patience.Token);
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError)
        {
            return new Answer(CallOutcome.Unsent, default, e.Message);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or InvalidDataException)
        {
            return new Answer(CallOutcome.Unknown, default, patience.IsCancellationRequested ? $"no answer within {timeout.TotalSeconds} s" : e.Message);
        }
    }

    /// <summary>Gets a path; whatever the status is.</summary>
    public async Task<(HttpStatusCode Status, byte[] Body)> GetAsync(string path)
    {
        using var response = await _http.GetAsync(path);
        return (response.StatusCode, await response.Content.ReadAsByteArrayAsync());
    }

    public void Dispose() => _http.Dispose();

    private async Task<Answer> CallAsync(XmlRpcCall call, CancellationToken cancellation)
    {
        var body = new ArrayBufferWriter<byte>();
        XmlRpcWriter.WriteCall(body, call);
        using var content = new ReadOnlyMemoryContent(body.WrittenMemory);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/xml");
        using var response = await _http.PostAsync("/RPC2", content, cancellation);
        var answer = await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(cancellation);
        if (!XmlRpcReader.TryReadResponse(answer, null, Limits, out var outcome, out var wrong))
            throw new InvalidDataException(wrong!.Message);
        return outcome.Fault is { } fault
            ? new Answer(CallOutcome.Fault, default, $"{fault.Code} {fault.Message}") { FaultCode = fault.Code }
            : new Answer(CallOutcome.Acknowledged, outcome.Value, "");
    }

    private static async ValueTask<Stream> ConnectAsync(NodePlace place, CancellationToken cancellation)
    {
        var socket = place.OpenSocket();
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
