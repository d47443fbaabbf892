namespace MicroReg.Domain.MicroDb;

/// <summary>
/// The changes of one origin in sequence order: an array that is appended to, marked and compressed. Changes out of order wait beside it
/// until the next read: a file may have a million changes in any order, and each insertion would move all that follow.
/// </summary>
internal sealed class OriginLog<TKey>
    where TKey : notnull
{
    /// <summary>With fewer dead entries, compressing is not worth a copy.</summary>
    private const int SqueezeAt = 64;

    private List<Entry> _entries = [];
    private SortedDictionary<long, TKey>? _late;
    private int _dead;

    public int Living => Entries - _dead;

    public int Entries => _entries.Count + (_late?.Count ?? 0);

    public void Add(long sequence, TKey key)
    {
        if ((_entries.Count == 0 || _entries[^1].Sequence < sequence) && _late?.ContainsKey(sequence) != true)
        {
            _entries.Add(new Entry(sequence, key, isLiving: true));
            return;
        }

        var index = _entries.BinarySearch(new Entry(sequence, key, true), BySequence.Instance);
        if (index < 0 ? !(_late ??= []).TryAdd(sequence, key) : _entries[index].IsLiving)
            throw new ArgumentException($"Sequence {sequence} is taken.", nameof(sequence));
        if (index < 0)
            return;
        _entries[index] = new Entry(sequence, key, isLiving: true);
        _dead--;
    }

    public void Remove(long sequence)
    {
        if (_late?.Remove(sequence) == true)
            return;
        var index = _entries.BinarySearch(new Entry(sequence, default!, true), BySequence.Instance);
        if (index < 0 || !_entries[index].IsLiving)
            return;
        _entries[index] = new Entry(sequence, default!, isLiving: false);
        _dead++;
        if (_dead < SqueezeAt || _dead <= Living)
            return;
        _entries.RemoveAll(entry => !entry.IsLiving);
        _entries.Capacity = _entries.Count + SqueezeAt;
        _dead = 0;
    }

    public IEnumerable<KeyValuePair<long, TKey>> After(long sequence)
    {
        TakeInLate();
        var index = _entries.BinarySearch(new Entry(sequence, default!, true), BySequence.Instance);
        for (var i = index < 0 ? ~index : index + 1; i < _entries.Count; i++)
            if (_entries[i].IsLiving)
                yield return new(_entries[i].Sequence, _entries[i].Key);
    }

    private void TakeInLate()
    {
        if (_late is null)
            return;
        var merged = new List<Entry>(Living + SqueezeAt);
        var next = 0;
        foreach (var (sequence, key) in _late)
        {
            for (; next < _entries.Count && _entries[next].Sequence < sequence; next++)
                if (_entries[next].IsLiving)
                    merged.Add(_entries[next]);
            merged.Add(new Entry(sequence, key, isLiving: true));
        }

        merged.AddRange(_entries.Skip(next).Where(entry => entry.IsLiving));
        (_entries, _late, _dead) = (merged, null, 0);
    }

    /// <summary>A dead entry has the bitwise complement of its sequence, so no space for a flag is needed.</summary>
    private readonly struct Entry(long sequence, TKey key, bool isLiving)
    {
        private readonly long _mark = isLiving ? sequence : ~sequence;

        public TKey Key { get; } = key;

        public bool IsLiving => _mark >= 0;

        public long Sequence => _mark >= 0 ? _mark : ~_mark;
    }

    private sealed class BySequence : IComparer<Entry>
    {
        public static readonly BySequence Instance = new();

        public int Compare(Entry x, Entry y) => x.Sequence.CompareTo(y.Sequence);
    }
}
