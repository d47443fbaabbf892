using System.Numerics;
using System.Runtime.CompilerServices;

namespace MicroReg.Domain.MicroDb;

/// <summary>
/// A hash table for many readers without a lock, and one writer. Its entries are in one array, not in nodes of their own. So the garbage
/// collector need not promote a node for each key, and has few old places with references to new objects. (In a registration each of the
/// two costs more than the lookup.)
/// <code>
/// heads    [ 3 ][ 0 ][ 1 ]…        the first entry of a chain, counted from 1
/// entries  [ key, value, next ][ key, value, next ]…     appended; published by the write of the head
/// </code>
/// A chain is never unlinked. A removed entry keeps its place and its key, without a value, until the table is copied: when it is full, or
/// when less than a quarter of it is in use. A reader that is still in the old table finds what was there when it started.
/// </summary>
/// <param name="comparer">Compares keys.</param>
internal sealed class SingleWriterTable<TKey, TValue>(IEqualityComparer<TKey> comparer)
    where TKey : notnull
    where TValue : class
{
    private const int Least = 8;

    private volatile Content _content = new(Least);
    private int _living;

    /// <summary>True if there are no entries.</summary>
    public bool IsEmpty => Volatile.Read(ref _living) == 0;

    /// <summary>All entries that exist during the whole call, and some of those that are added or removed meanwhile.</summary>
    public IEnumerable<KeyValuePair<TKey, TValue>> Entries
    {
        get
        {
            var content = _content;
            for (var at = 0; at < Volatile.Read(ref content.Count); at++)
                if (Volatile.Read(ref content.Entries[at].Value) is { } value)
                    yield return new(content.Entries[at].Key, value);
        }
    }

    /// <summary>The value of a key, or null.</summary>
    /// <param name="key">The key.</param>
    /// <param name="hash">Its hash, by the comparer.</param>
    public TValue? Find(TKey key, int hash)
    {
        ref var entry = ref EntryOf(_content, key, hash);
        return Unsafe.IsNullRef(ref entry) ? null : Volatile.Read(ref entry.Value);
    }

    /// <summary>Sets the value of a key. For the writer.</summary>
    public void Set(TKey key, int hash, TValue value)
    {
        ref var entry = ref EntryOf(_content, key, hash);
        if (Unsafe.IsNullRef(ref entry))
        {
            if (_content.Count == _content.Entries.Length)
                Copy();
            _content.Append(key, hash, value);
            Volatile.Write(ref _living, _living + 1);
            return;
        }

        if (entry.Value is null)
        {
            // Take the new key object, which comes with the value. Nothing else refers to the removed one.
            entry.Key = key;
            Volatile.Write(ref _living, _living + 1);
        }

        Volatile.Write(ref entry.Value, value);
    }

    /// <summary>Removes a key, if it is there. For the writer.</summary>
    public void Remove(TKey key, int hash)
    {
        ref var entry = ref EntryOf(_content, key, hash);
        if (Unsafe.IsNullRef(ref entry) || entry.Value is null)
            return;
        Volatile.Write(ref entry.Value, null);
        Volatile.Write(ref _living, _living - 1);
        if (_content.Entries.Length > Least && _living < _content.Entries.Length / 4)
            Copy();
    }

    private ref Entry EntryOf(Content content, TKey key, int hash)
    {
        for (var at = Volatile.Read(ref content.HeadOf(hash)) - 1; at >= 0;)
        {
            ref var entry = ref content.Entries[at];
            if (entry.Hash == hash && comparer.Equals(entry.Key, key))
                return ref entry;
            at = entry.Next;
        }

        return ref Unsafe.NullRef<Entry>();
    }

    /// <summary>Copies the table to one with twice the space that is in use, without the removed entries.</summary>
    private void Copy()
    {
        var content = new Content(Math.Max(Least, (int)BitOperations.RoundUpToPowerOf2((uint)(_living + 1 + (_living / 2)))));
        foreach (ref readonly var entry in _content.Entries.AsSpan(0, _content.Count))
            if (entry.Value is not null)
                content.Append(entry.Key, entry.Hash, entry.Value);
        _content = content;
    }

    private struct Entry
    {
        public TKey Key;
        public TValue? Value;
        public int Hash;
        public int Next;
    }

    private sealed class Content(int capacity)
    {
        private readonly int[] _heads = new int[capacity];

        public readonly Entry[] Entries = new Entry[capacity];
        public int Count;

        public ref int HeadOf(int hash) => ref _heads[hash & (_heads.Length - 1)];

        public void Append(TKey key, int hash, TValue value)
        {
            ref var head = ref HeadOf(hash);
            Entries[Count] = new Entry { Key = key, Value = value, Hash = hash, Next = head - 1 };
            Volatile.Write(ref Count, Count + 1);
            Volatile.Write(ref head, Count);
        }
    }
}
