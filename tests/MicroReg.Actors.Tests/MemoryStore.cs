using System.Collections.Concurrent;
using MicroReg.Domain.Journal;
using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Actors.Tests;

/// <summary>A store in memory whose disk can be made to fail, or to wait until it is let go.</summary>
internal sealed class MemoryStore : IRecordStore
{
    private readonly ManualResetEventSlim _gate = new(initialState: true);
    private volatile StoreException? _failure;

    public ConcurrentDictionary<InstanceKey, ServiceRecord> OnDisk { get; } = new();

    /// <summary>All that was written, in order: what a kill would have left at each moment.</summary>
    public ConcurrentQueue<StoreBatch> Batches { get; } = new();

    public IEnumerable<int> GroupSizes => Batches.Select(batch => batch.Records.Length);

    public NodeFacts Facts { get; private set; } = new("0123456789abcdef", VersionVector.Empty, default);

    public SemaphoreSlim Arrived { get; } = new(0);

    public void Hold() => _gate.Reset();

    public void LetGo() => _gate.Set();

    public void Fail(string message) => _failure = new StoreException(message);

    public void Heal() => _failure = null;

    public NodeFacts Load(Action<ServiceRecord> onRecord)
    {
        foreach (var record in OnDisk.Values)
            onRecord(record);
        return Facts;
    }

    public void Write(StoreBatch batch)
    {
        Arrived.Release();
        Probe();
        Apply(batch);
        Batches.Enqueue(batch);
    }

    /// <summary>A store as a kill would have left this one after some batches.</summary>
    public MemoryStore After(int batches)
    {
        var store = new MemoryStore();
        foreach (var batch in Batches.Take(batches))
            store.Apply(batch);
        return store;
    }

    public void Probe()
    {
        _gate.Wait();
        if (_failure is { } failure)
            throw failure;
    }

    public void Dispose() => _gate.Set();

    private void Apply(StoreBatch batch)
    {
        if (batch.ReplacesAll)
            OnDisk.Clear();
        foreach (var key in batch.Dropped)
            OnDisk.TryRemove(key, out _);
        foreach (var record in batch.Records)
            OnDisk[record.Key] = record;
        Facts = Facts with { Vector = batch.Vector, GreatestTime = batch.GreatestTime, Cluster = batch.Cluster ?? Facts.Cluster };
    }
}
