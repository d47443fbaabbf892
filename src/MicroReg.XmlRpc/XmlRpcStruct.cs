using System.Collections;

namespace MicroReg.XmlRpc;

/// <summary>
/// The members of an XML-RPC struct, in the order in which their names were first added. Adding a name again replaces its value, as in the
/// clients' own maps.
/// </summary>
public sealed class XmlRpcStruct : IEnumerable<KeyValuePair<string, XmlRpcValue>>, IEquatable<XmlRpcStruct>
{
    // Up to this count, comparing the names one by one is cheaper than an index. Beyond it, an index keeps the cost of adding linear.
    private const int LargestUnindexed = 12;

    private KeyValuePair<string, XmlRpcValue>[] _members;
    private Dictionary<string, int>? _index;

    /// <summary>Makes an empty struct.</summary>
    public XmlRpcStruct(int capacity = 4) => _members = new KeyValuePair<string, XmlRpcValue>[capacity];

    /// <summary>The number of members.</summary>
    public int Count { get; private set; }

    /// <summary>The members in order.</summary>
    public ReadOnlySpan<KeyValuePair<string, XmlRpcValue>> Members => _members.AsSpan(0, Count);

    /// <summary>Sets a member.</summary>
    public void Add(string name, XmlRpcValue value)
    {
        ArgumentNullException.ThrowIfNull(name);
        var at = IndexOf(name);
        if (at < 0)
        {
            at = Count;
            if (at == _members.Length)
                Array.Resize(ref _members, Math.Max(4, at * 2));
            Count = at + 1;
            _index?.Add(name, at);
        }

        _members[at] = new(name, value);
        if (Count > LargestUnindexed && _index is null)
            BuildIndex();
    }

    /// <summary>Sets a text member.</summary>
    public void Add(string name, string text) => Add(name, XmlRpcValue.Of(text));

    /// <summary>Sets a whole number member.</summary>
    public void Add(string name, long number) => Add(name, XmlRpcValue.Of(number));

    /// <summary>Sets a boolean member.</summary>
    public void Add(string name, bool truth) => Add(name, XmlRpcValue.Of(truth));

    /// <summary>Finds a member by its exact name.</summary>
    public bool TryGet(string name, out XmlRpcValue value)
    {
        var at = IndexOf(name);
        value = at < 0 ? default : _members[at].Value;
        return at >= 0;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, XmlRpcValue>> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return _members[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Compares names, values and order.</summary>
    public bool Equals(XmlRpcStruct? other) => other is not null && Count == other.Count && this.SequenceEqual(other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as XmlRpcStruct);

    /// <inheritdoc/>
    public override int GetHashCode() => Count;

    /// <inheritdoc/>
    public override string ToString() => $"{{{string.Join(", ", this.Select(member => $"{member.Key}: {member.Value}"))}}}";

    private int IndexOf(string name)
    {
        if (_index is not null)
            return _index.TryGetValue(name, out var at) ? at : -1;
        for (var i = 0; i < Count; i++)
        {
            if (string.Equals(_members[i].Key, name, StringComparison.Ordinal))
                return i;
        }

        return -1;
    }

    private void BuildIndex()
    {
        _index = new(_members.Length, StringComparer.Ordinal);
        for (var i = 0; i < Count; i++)
            _index.Add(_members[i].Key, i);
    }
}
