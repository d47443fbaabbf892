namespace MicroReg.XmlRpc;

/// <content>Equality by content, through arrays and structs.</content>
public readonly partial struct XmlRpcValue : IEquatable<XmlRpcValue>
{
    /// <summary>Compares by content.</summary>
    public static bool operator ==(XmlRpcValue left, XmlRpcValue right) => left.Equals(right);

    /// <summary>Compares by content.</summary>
    public static bool operator !=(XmlRpcValue left, XmlRpcValue right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(XmlRpcValue other)
    {
        if (Kind != other.Kind || _bits != other._bits)
            return false;
        return _object switch
        {
            byte[] bytes => bytes.AsSpan().SequenceEqual((byte[])other._object!),
            XmlRpcValue[] items => items.AsSpan().SequenceEqual((XmlRpcValue[])other._object!),
            _ => Equals(_object, other._object),
        };
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is XmlRpcValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _object switch
    {
        byte[] bytes => HashCode.Combine(Kind, bytes.Length),
        XmlRpcValue[] items => HashCode.Combine(Kind, items.Length),
        _ => HashCode.Combine(Kind, _bits, _object),
    };

    /// <summary>A short text for messages, logs and test output.</summary>
    public override string ToString() => Kind switch
    {
        XmlRpcKind.Nil => "nil",
        XmlRpcKind.WholeNumber => _bits.ToString(System.Globalization.CultureInfo.InvariantCulture),
        XmlRpcKind.Boolean => _bits != 0 ? "true" : "false",
        XmlRpcKind.Real => BitConverter.Int64BitsToDouble(_bits).ToString(System.Globalization.CultureInfo.InvariantCulture),
        XmlRpcKind.Time => DateTime.FromBinary(_bits).ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        XmlRpcKind.Text => $"\"{_object}\"",
        XmlRpcKind.Bytes => $"base64({((byte[])_object!).Length})",
        XmlRpcKind.Items => $"[{string.Join(", ", (XmlRpcValue[])_object!)}]",
        XmlRpcKind.Written => $"written({((byte[])_object!).Length})",
        XmlRpcKind.Members => _object!.ToString()!,
        _ => "streamed text",
    };
}
