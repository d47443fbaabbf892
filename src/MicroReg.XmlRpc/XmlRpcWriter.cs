using System.Buffers;

namespace MicroReg.XmlRpc;

/// <summary>
/// Writes XML-RPC documents: UTF-8 with an XML declaration, every value with its type, and no white space between elements. Characters that
/// XML 1.0 does not allow (control characters, lone surrogates, U+FFFE, U+FFFF) become U+FFFD. So no value of a service can make an answer
/// invalid.
/// </summary>
public static class XmlRpcWriter
{
    /// <summary>Writes a request.</summary>
    public static void WriteCall(IBufferWriter<byte> output, XmlRpcCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var xml = new Utf8Output(output);
        xml.Raw("""<?xml version="1.0" encoding="UTF-8"?><methodCall><methodName>"""u8);
        xml.Text(call.MethodName);
        xml.Raw("</methodName><params>"u8);
        foreach (var parameter in call.Parameters)
        {
            xml.Raw("<param>"u8);
            ValueEncoder.Write(ref xml, parameter);
            xml.Raw("</param>"u8);
        }

        xml.Raw("</params></methodCall>"u8);
        xml.Flush();
    }

    /// <summary>Writes a response: the value or the fault.</summary>
    public static void WriteResponse(IBufferWriter<byte> output, in XmlRpcOutcome outcome)
    {
        var xml = new Utf8Output(output);
        if (outcome.Fault is { } fault)
        {
            xml.Raw("""<?xml version="1.0" encoding="UTF-8"?><methodResponse><fault><value><struct>"""u8);
            xml.Raw("<member><name>faultCode</name><value><int>"u8);
            xml.Number(fault.Code);
            xml.Raw("</int></value></member><member><name>faultString</name><value><string>"u8);
            xml.Text(fault.Message);
            xml.Raw("</string></value></member></struct></value></fault></methodResponse>"u8);
        }
        else
        {
            xml.Raw("""<?xml version="1.0" encoding="UTF-8"?><methodResponse><params><param>"""u8);
            ValueEncoder.Write(ref xml, outcome.Value);
            xml.Raw("</param></params></methodResponse>"u8);
        }

        xml.Flush();
    }

    /// <summary>Writes one value, from <c>&lt;value&gt;</c> to <c>&lt;/value&gt;</c>, for <see cref="XmlRpcValue.OfWritten"/>.</summary>
    public static byte[] Write(in XmlRpcValue value)
    {
        var output = new ArrayBufferWriter<byte>(512);
        var xml = new Utf8Output(output);
        ValueEncoder.Write(ref xml, value);
        xml.Flush();
        return output.WrittenSpan.ToArray();
    }
}
