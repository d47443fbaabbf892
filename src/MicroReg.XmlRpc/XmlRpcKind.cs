namespace MicroReg.XmlRpc;

/// <summary>The type of an <see cref="XmlRpcValue"/>.</summary>
public enum XmlRpcKind
{
    /// <summary>No value: <c>&lt;nil/&gt;</c>.</summary>
    Nil,

    /// <summary>A whole number of up to 64 bits: <c>int</c>, <c>i4</c>, <c>i8</c> and the shorter extension types.</summary>
    WholeNumber,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>Text.</summary>
    Text,

    /// <summary>A finite floating-point number.</summary>
    Real,

    /// <summary>A point in time. It has no zone unless the sender gave one.</summary>
    Time,

    /// <summary>Bytes: <c>base64</c>.</summary>
    Bytes,

    /// <summary>Named members in order: <c>struct</c>.</summary>
    Members,

    /// <summary>Values in order: <c>array</c>.</summary>
    Items,

    /// <summary>Text that is produced while it is written, see <see cref="IUtf8TextSource"/>. Never read.</summary>
    StreamedText,

    /// <summary>A value that was encoded before, see <see cref="XmlRpcWriter.Write"/>. Never read.</summary>
    Written,
}
