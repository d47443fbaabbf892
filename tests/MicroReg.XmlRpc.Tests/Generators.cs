using CsCheck;

namespace MicroReg.XmlRpc.Tests;

/// <summary>Random values, calls and damage.</summary>
internal static class Generators
{
    // Characters that XML carries unchanged. Lone surrogates and control characters are covered by the tests with tables.
    private static readonly Gen<string> Character = Gen.OneOf(
        "a", "b", "Z", "0", " ", "\n", "\t", "\r", "\r\n", "&", "<", ">", "]]>", "\"", "'", "ü", "Ω", "日", "\uFFFD", "\U0001F600");

    public static readonly Gen<string> Text = Character.Array[0, 12].Select(string.Concat);

    private static readonly Gen<XmlRpcValue> Scalar = Gen.OneOf(
        Text.Select(XmlRpcValue.Of),
        Gen.Long.Select(XmlRpcValue.Of),
        Gen.Int.Select(number => XmlRpcValue.Of(number)),
        Gen.Bool.Select(XmlRpcValue.Of),
        Gen.Double.Where(double.IsFinite).Select(XmlRpcValue.Of),
        Gen.Int[0, 2_000_000_000].Select(seconds => XmlRpcValue.Of(DateTime.UnixEpoch.AddSeconds(seconds))),
        Gen.Byte.Array[0, 40].Select(XmlRpcValue.Of),
        Gen.Const(XmlRpcValue.Nil));

    public static readonly Gen<XmlRpcValue> Value = Gen.Recursive<XmlRpcValue>((depth, inner) => depth > 4
        ? Scalar
        : Gen.Frequency(
            (4, Scalar),
            (1, inner.Array[0, 4].Select(XmlRpcValue.Of)),
            (1, Gen.Select(Text, inner).Array[0, 4].Select(Members))));

    public static readonly Gen<XmlRpcCall> Call = Gen.Select(
        Gen.OneOf("get_service_details", "register", "system.multicall", "a/b:c-d"),
        Value.Array[0, 4],
        (name, parameters) => new XmlRpcCall(name, parameters));

    /// <summary>Fragments of XML to insert into a document.</summary>
    private static readonly Gen<string> Shard = Gen.OneOf(
        "<value>", "</value>", "<value/>", "<string>", "</i4>", "<int>5</i4>", "<nil/>", "<nil />", "<ex:nil/>", "<!-- c -->",
        "<![CDATA[x]]>", "<?pi?>",
        "<!DOCTYPE a>", "&#65;", "&#1;", "&amp;", "&lt", "&x;", "]]>", "\r\n", "\0", "\u0085", "\uFFFF", "\uFEFF", "<a b='c'/>",
        " xmlns='urn:x'", "<?xml version='1.0'?>",
        "<data>", "</struct>", "<member>", "/>", "<", ">", "é");

    /// <summary>Damages a document: flips a byte, removes, repeats or inserts a part.</summary>
    public static readonly Gen<Func<byte[], byte[]>> Damage = Gen.OneOf(
        Gen.Select(Gen.Int, Gen.Byte, (at, with) => new Func<byte[], byte[]>(d => Flip(d, at, with))),
        Gen.Int.Select(at => new Func<byte[], byte[]>(d => d[..At(d, at)])),
        Gen.Int.Select(at => new Func<byte[], byte[]>(d => d[At(d, at)..])),
        Gen.Select(Gen.Int, Gen.Int, Gen.Int, (a, b, c) => new Func<byte[], byte[]>(d => Double(d, At(d, a), At(d, b), At(d, c)))),
        Gen.Select(Gen.Int, Gen.Int, (a, b) => new Func<byte[], byte[]>(d => Remove(d, At(d, a), At(d, b)))),
        Gen.Select(Gen.Int, Shard, (a, shard) => new Func<byte[], byte[]>(d => Insert(d, At(d, a), Documents.Utf8(shard)))));

    private static XmlRpcValue Members((string Name, XmlRpcValue Value)[] members)
    {
        var result = new XmlRpcStruct();
        foreach (var (name, value) in members)
            result.Add(name, value);
        return XmlRpcValue.Of(result);
    }

    private static int At(byte[] document, int at) => (int)((uint)at % (uint)(document.Length + 1));

    private static byte[] Flip(byte[] document, int at, byte with)
    {
        byte[] copy = [.. document];
        if (copy.Length > 0)
            copy[(uint)at % copy.Length] = with;
        return copy;
    }

    private static byte[] Insert(byte[] document, int at, ReadOnlySpan<byte> bytes) =>
        [.. document.AsSpan(0, at), .. bytes, .. document.AsSpan(at)];

    private static byte[] Remove(byte[] document, int a, int b) =>
        [.. document.AsSpan(0, Math.Min(a, b)), .. document.AsSpan(Math.Max(a, b))];

    private static byte[] Double(byte[] document, int a, int b, int to) =>
        Insert(document, to, document.AsSpan(Math.Min(a, b)..Math.Max(a, b)));
}
