using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace MicroReg.XmlRpc;

/// <summary>
/// One XML-RPC value. It is a struct of three words. A number or a boolean needs no allocation of its own, and text needs only its string.
/// The default value is nil.
/// </summary>
public readonly partial struct XmlRpcValue
{
    private readonly object? _object;
    private readonly long _bits;

    private XmlRpcValue(XmlRpcKind kind, object? reference, long bits)
    {
        Kind = kind;
        _object = reference;
        _bits = bits;
    }

    /// <summary>The nil value.</summary>
    public static XmlRpcValue Nil => default;

    /// <summary>The type of this value.</summary>
    public XmlRpcKind Kind { get; }

    /// <summary>Makes a text value.</summary>
    public static XmlRpcValue Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(XmlRpcKind.Text, text, 0);
    }

    /// <summary>Makes a whole number. It is written as <c>int</c> if it fits into 32 bits, and otherwise as <c>i8</c>.</summary>
    public static XmlRpcValue Of(long number) => new(XmlRpcKind.WholeNumber, null, number);

    /// <summary>Makes a boolean.</summary>
    public static XmlRpcValue Of(bool truth) => new(XmlRpcKind.Boolean, null, truth ? 1 : 0);

    /// <summary>Makes a floating-point number. It must be finite, because XML-RPC cannot express others.</summary>
    public static XmlRpcValue Of(double number)
    {
        if (!double.IsFinite(number))
            throw new ArgumentOutOfRangeException(nameof(number), number, "XML-RPC carries finite numbers only.");
        return new(XmlRpcKind.Real, null, BitConverter.DoubleToInt64Bits(number));
    }

    /// <summary>Makes a point in time. It is written to the second, and with a <c>Z</c> only if its kind is UTC.</summary>
    public static XmlRpcValue Of(DateTime time) => new(XmlRpcKind.Time, null, time.ToBinary());

    /// <summary>Makes a bytes value. The array is not copied.</summary>
    public static XmlRpcValue Of(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return new(XmlRpcKind.Bytes, bytes, 0);
    }

    /// <summary>Makes a struct value.</summary>
    public static XmlRpcValue Of(XmlRpcStruct members)
    {
        ArgumentNullException.ThrowIfNull(members);
        return new(XmlRpcKind.Members, members, 0);
    }

    /// <summary>Makes an array value. The array is not copied.</summary>
    public static XmlRpcValue Of(params XmlRpcValue[] items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return new(XmlRpcKind.Items, items, 0);
    }

    /// <summary>Makes a text value whose text is produced while it is written.</summary>
    public static XmlRpcValue Of(IUtf8TextSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new(XmlRpcKind.StreamedText, source, 0);
    }

    /// <summary>
    /// Makes a value from the output of <see cref="XmlRpcWriter.Write"/>, so that a value in many answers is encoded only once. The bytes
    /// are neither copied nor checked. They are written into documents unchanged.
    /// </summary>
    public static XmlRpcValue OfWritten(ReadOnlyMemory<byte> element) =>
        MemoryMarshal.TryGetArray(element, out var bytes) && bytes.Array!.Length == bytes.Count
            ? new(XmlRpcKind.Written, bytes.Array, 0)
            : new(XmlRpcKind.Written, element.ToArray(), 0);

    /// <summary>The text, if this is a text value.</summary>
    public bool TryGetText([NotNullWhen(true)] out string? text) => TryGet(XmlRpcKind.Text, out text);

    /// <summary>The whole number, if this is one.</summary>
    public bool TryGetInteger(out long number)
    {
        number = _bits;
        return Kind == XmlRpcKind.WholeNumber;
    }

    /// <summary>The boolean, if this is one.</summary>
    public bool TryGetBoolean(out bool truth)
    {
        truth = _bits != 0;
        return Kind == XmlRpcKind.Boolean;
    }

    /// <summary>The floating-point number, if this is one. A whole number does not count.</summary>
    public bool TryGetReal(out double number)
    {
        number = BitConverter.Int64BitsToDouble(_bits);
        return Kind == XmlRpcKind.Real;
    }

    /// <summary>The point in time, if this is one.</summary>
    public bool TryGetTime(out DateTime time)
    {
        time = Kind == XmlRpcKind.Time ? DateTime.FromBinary(_bits) : default;
        return Kind == XmlRpcKind.Time;
    }

    /// <summary>The bytes, if this is a base64 value.</summary>
    public bool TryGetBytes([NotNullWhen(true)] out byte[]? bytes) => TryGet(XmlRpcKind.Bytes, out bytes);

    /// <summary>The members, if this is a struct.</summary>
    public bool TryGetMembers([NotNullWhen(true)] out XmlRpcStruct? members) => TryGet(XmlRpcKind.Members, out members);

    /// <summary>The items, if this is an array.</summary>
    public bool TryGetItems([NotNullWhen(true)] out XmlRpcValue[]? items) => TryGet(XmlRpcKind.Items, out items);

    /// <summary>The bytes of the element, if this value was encoded before.</summary>
    public bool TryGetWritten([NotNullWhen(true)] out byte[]? element) => TryGet(XmlRpcKind.Written, out element);

    /// <summary>The source of the text, if this is streamed text.</summary>
    public bool TryGetSource([NotNullWhen(true)] out IUtf8TextSource? source) => TryGet(XmlRpcKind.StreamedText, out source);

    private bool TryGet<T>(XmlRpcKind kind, [NotNullWhen(true)] out T? value)
        where T : class
    {
        value = Kind == kind ? (T)_object! : null;
        return value is not null;
    }
}
