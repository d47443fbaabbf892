using System.Buffers;
using System.Net.Http.Headers;
using MicroReg.XmlRpc;

namespace MicroReg.Node.Tests;

/// <summary>Calls a node by XML-RPC.</summary>
internal sealed class RegistryCaller(Uri address) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = NodeProcess.Patience };

    /// <summary>Calls a method; the outcome is its value or its fault.</summary>
    public async Task<XmlRpcOutcome> CallAsync(string method, params XmlRpcValue[] parameters)
    {
        var body = new ArrayBufferWriter<byte>();
        XmlRpcWriter.WriteCall(body, new XmlRpcCall(method, parameters));
        using var content = new ReadOnlyMemoryContent(body.WrittenMemory);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/xml");
        using var response = await _http.PostAsync("/RPC2", content);
        var answer = await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
        return XmlRpcReader.TryReadResponse(answer, null, XmlRpcLimits.Default with { MaxBodyBytes = int.MaxValue }, out var outcome, out var fault)
            ? outcome
            : throw new InvalidDataException(fault!.Message);
    }

    /// <summary>Gets a path as text.</summary>
    public Task<string> GetAsync(string path) => _http.GetStringAsync(path);

    public void Dispose() => _http.Dispose();
}
