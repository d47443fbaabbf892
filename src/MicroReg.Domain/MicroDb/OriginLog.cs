namespace MicroReg.Domain.MicroDb;

/// <summary>The changes of one origin in sequence order: an array that is appended to, marked and squeezed.</summary>
internal sealed class OriginLog<TKey>
    where TKey : notnull
{
    /// <summary>Below this many dead entries squeezing is not worth a copy.</summary>
    private const int SqueezeAt = 64;

    private readonly List<Entry> _entries = [];
    private int _dead;

    public int Living => _entries.Count - _dead;

    public int Entries => _entries.Count;

    public void Add(long sequence, TKey key)
    {
        if (_entries.Count == 0 || _entries[^1].Sequence < sequence)
        {
            _entries.Add(new Entry(sequence, key, isLiving: true));
            return;
        }

        // Rare: parts of one origin that arrive out of order.
        var index = _entries.BinarySearch(new Entry(sequence, key, true), BySequence.Instance);
        if (index < 0)
        {
            _entries.Insert(~index, new Entry(sequence, key, isLiving: true));
        }
        else
        {
            if (_entries[index].IsLiving)
                throw new ArgumentException($"Sequence {sequence} is taken.", nameof(sequence));
            _entries[index] = new Entry(sequence, key, isLiving: true);
            _dead--;
        }
    }

    public void Remove(long sequence)
    {
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
        var index = _entries.BinarySearch(new Entry(sequence, default!, true), BySequence.Instance);
        for (var i = index < 0 ? ~index : index + 1; i < _entries.Count; i++)
            if (_entries[i].IsLiving)
                yield return new(_entries[i].Sequence, _entries[i].Key);
    }

    /// <summary>A dead entry keeps its place under the bitwise complement of its sequence: no room for a flag is needed.</summary>
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
