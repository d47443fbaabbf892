using System.Globalization;

namespace MicroReg.XmlRpc;

/// <summary>Writes one value with its type element.</summary>
internal static class ValueEncoder
{
    public static void Write(ref Utf8Output xml, in XmlRpcValue value)
    {
        switch (value.Kind)
        {
            case XmlRpcKind.Text when value.TryGetText(out var text):
                xml.Raw("<value><string>"u8);
                xml.Text(text);
                xml.Raw("</string></value>"u8);
                break;
            case XmlRpcKind.WholeNumber when value.TryGetInteger(out var number):
                WriteInteger(ref xml, number);
                break;
            case XmlRpcKind.Boolean when value.TryGetBoolean(out var truth):
                xml.Raw(truth ? "<value><boolean>1</boolean></value>"u8 : "<value><boolean>0</boolean></value>"u8);
                break;
            case XmlRpcKind.Real when value.TryGetReal(out var number):
                xml.Raw("<value><double>"u8);
                xml.Number(number);
                xml.Raw("</double></value>"u8);
                break;
            case XmlRpcKind.Time when value.TryGetTime(out var time):
                xml.Raw("<value><dateTime.iso8601>"u8);
                var format = time.Kind == DateTimeKind.Utc ? "yyyyMMdd'T'HH:mm:ss'Z'" : "yyyyMMdd'T'HH:mm:ss";
                xml.Text(time.ToString(format, CultureInfo.InvariantCulture));
                xml.Raw("</dateTime.iso8601></value>"u8);
                break;
            case XmlRpcKind.Bytes when value.TryGetBytes(out var bytes):
                xml.Raw("<value><base64>"u8);
                xml.Base64(bytes);
                xml.Raw("</base64></value>"u8);
                break;
            case XmlRpcKind.Items when value.TryGetItems(out var items):
                WriteItems(ref xml, items);
                break;
            case XmlRpcKind.Members when value.TryGetMembers(out var members):
                WriteMembers(ref xml, members);
                break;
            case XmlRpcKind.StreamedText when value.TryGetSource(out var source):
                WriteStreamed(ref xml, source);
                break;
            case XmlRpcKind.Written when value.TryGetWritten(out var element):
                xml.Raw(element);
                break;
            default:
                xml.Raw("<value><nil/></value>"u8);
                break;
        }
    }

    private static void WriteInteger(ref Utf8Output xml, long number)
    {
        // <i8> is an extension that old clients do not know. It is used only for numbers that do not fit into <int>.
        var fits = number is >= int.MinValue and <= int.MaxValue;
        xml.Raw(fits ? "<value><int>"u8 : "<value><i8>"u8);
        xml.Number(number);
        xml.Raw(fits ? "</int></value>"u8 : "</i8></value>"u8);
    }

    private static void WriteItems(ref Utf8Output xml, ReadOnlySpan<XmlRpcValue> items)
    {
        xml.Raw("<value><array><data>"u8);
        foreach (ref readonly var item in items)
            Write(ref xml, item);
        xml.Raw("</data></array></value>"u8);
    }

    private static void WriteMembers(ref Utf8Output xml, XmlRpcStruct members)
    {
        xml.Raw("<value><struct>"u8);
        foreach (ref readonly var member in members.Members)
        {
            xml.Raw("<member><name>"u8);
            xml.Text(member.Key);
            xml.Raw("</name>"u8);
            Write(ref xml, member.Value);
            xml.Raw("</member>"u8);
        }

        xml.Raw("</struct></value>"u8);
    }

    private static void WriteStreamed(ref Utf8Output xml, IUtf8TextSource source)
    {
        xml.Raw("<value><string>"u8);
        xml.Flush();
        if (xml.Writer is IStreamedTextSink sink)
        {
            sink.Defer(source);
        }
        else
        {
            using var pass = source.Begin();
            while (pass.WriteNext(xml.Writer))
            {
            }
        }

        xml.Raw("</string></value>"u8);
    }
}
