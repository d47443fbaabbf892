using System.Runtime.CompilerServices;

namespace MicroReg.XmlRpc;

/// <summary>
/// Collects values. A small number of them stays on the stack until all are there, so only one array of the exact size is allocated. This
/// is enough for the usual calls.
/// </summary>
internal struct ValueList
{
    private Few _few;
    private XmlRpcValue[]? _many;

    public int Count { get; private set; }

    public void Add(in XmlRpcValue value)
    {
        if (_many is null && Count < Few.Length)
        {
            _few[Count++] = value;
            return;
        }

        if (_many is null)
            ((ReadOnlySpan<XmlRpcValue>)_few).CopyTo(_many = new XmlRpcValue[2 * Few.Length]);
        else if (Count == _many.Length)
            Array.Resize(ref _many, Count * 2);
        _many[Count++] = value;
    }

    public readonly XmlRpcValue[] ToArray() =>
        _many is null ? ((ReadOnlySpan<XmlRpcValue>)_few)[..Count].ToArray() : Count == _many.Length ? _many : _many[..Count];

    [InlineArray(Length)]
    private struct Few
    {
        public const int Length = 8;

        private XmlRpcValue _first;
    }
}
