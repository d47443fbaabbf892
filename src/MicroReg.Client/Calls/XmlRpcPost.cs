using System.Buffers;
using System.Net.Http.Headers;
using MicroReg.Client.Nodes;
using MicroReg.XmlRpc;

namespace MicroReg.Client.Calls;

/// <summary>Sends one XML-RPC call as one HTTP request.</summary>
internal static class XmlRpcPost
{
    private static readonly MediaTypeHeaderValue Xml = new("text/xml");
    private static readonly XmlRpcLimits Limits =
        XmlRpcLimits.Default with { MaxBodyBytes = XmlRpcLimits.MaxAnswerBytes, MaxItems = int.MaxValue, MaxMembers = int.MaxValue };

    /// <summary>Calls a node and returns the value that it answered.</summary>
    /// <exception cref="RegistryFaultException">The node answered with a fault.</exception>
    /// <exception cref="HttpRequestException">The node could not be reached, or its HTTP status was not 200.</exception>
    /// <exception cref="OperationCanceledException">The call took too long, or the caller cancelled it.</exception>
    /// <exception cref="InvalidDataException">The answer is not XML-RPC.</exception>
    public static async Task<XmlRpcValue> CallAsync(
        HttpClient http, Uri node, XmlRpcCall call, TimeSpan timeout, TimeProvider time, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        var body = new ArrayBufferWriter<byte>();
        XmlRpcWriter.WriteCall(body, call);
        using var content = new ReadOnlyMemoryContent(body.WrittenMemory);
        content.Headers.ContentType = Xml;
        using var response = await http.PostAsync(NodeRing.At(node, "RPC2"), content, either.Token).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadAsByteArrayAsync(either.Token).ConfigureAwait(false);
        if (!XmlRpcReader.TryReadResponse(
            answer, response.Content.Headers.ContentType?.CharSet, Limits, out var outcome, out var unreadable))
            throw new InvalidDataException($"The answer of {node} is no XML-RPC: {unreadable.Message}");
        return outcome.Fault is { } fault ? throw new RegistryFaultException(fault.Code, fault.Message) : outcome.Value;
    }
}
