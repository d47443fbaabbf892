namespace MicroReg.XmlRpc;

/// <summary>Gathers values; one that ends with one or two values, as most do, has made a single small array.</summary>
internal struct ValueList
{
    private XmlRpcValue[]? _values;

    public int Count { get; private set; }

    public void Add(in XmlRpcValue value)
    {
        _values ??= new XmlRpcValue[1];
        if (Count == _values.Length)
            Array.Resize(ref _values, Count * 2);
        _values[Count++] = value;
    }

    public readonly XmlRpcValue[] ToArray() =>
        _values is null ? [] : Count == _values.Length ? _values : _values[..Count];
}
