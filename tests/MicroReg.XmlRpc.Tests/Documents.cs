using System.Buffers;
using System.Text;

namespace MicroReg.XmlRpc.Tests;

/// <summary>Shorthands for documents in tests.</summary>
internal static class Documents
{
    public static string Call(string parameters, string declaration = "<?xml version='1.0'?>") =>
        $"{declaration}<methodCall><methodName>m</methodName>{parameters}</methodCall>";

    public static string CallOf(string value) => Call($"<params><param>{value}</param></params>");

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static (XmlRpcCall? Call, XmlRpcFault? Fault) Read(byte[] document, string? charset = null, XmlRpcLimits? limits = null)
    {
        var isCall = XmlRpcReader.TryReadCall(document, charset, limits ?? XmlRpcLimits.Default, out var call, out var fault);
        Assert.Equal(isCall, call is not null);
        Assert.Equal(isCall, fault is null);
        return (call, fault);
    }

    public static XmlRpcValue ReadValue(string value)
    {
        var (call, fault) = Read(Utf8(CallOf(value)));
        Assert.Null(fault);
        return Assert.Single(call!.Parameters);
    }

    public static int FaultOf(string document) => Read(Utf8(document)).Fault?.Code ?? 0;

    public static byte[] Write(XmlRpcCall call)
    {
        var output = new ArrayBufferWriter<byte>();
        XmlRpcWriter.WriteCall(output, call);
        return output.WrittenSpan.ToArray();
    }

    public static byte[] Write(XmlRpcOutcome outcome)
    {
        var output = new ArrayBufferWriter<byte>();
        XmlRpcWriter.WriteResponse(output, outcome);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>The same document in a form that the plain reader leaves to the full reader.</summary>
    public static byte[] ForFullReader(byte[] document)
    {
        var text = Encoding.UTF8.GetString(document);
        var at = text.IndexOf("<methodCall>", StringComparison.Ordinal);
        return at < 0 ? document : Utf8(text.Insert(at, "<!--x-->"));
    }
}
