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

    public ConcurrentQueue<int> GroupSizes { get; } = new();

    public SemaphoreSlim Arrived { get; } = new(0);

    public void Hold() => _gate.Reset();

    public void LetGo() => _gate.Set();

    public void Fail(string message) => _failure = new StoreException(message);

    public void Heal() => _failure = null;

    public NodeFacts Load(Action<ServiceRecord> onRecord)
    {
        foreach (var record in OnDisk.Values)
            onRecord(record);
        return new NodeFacts("0123456789abcdef", VersionVector.Empty, default);
    }

    public void Write(StoreBatch batch)
    {
        Arrived.Release();
        Probe();
        GroupSizes.Enqueue(batch.Records.Length);
        foreach (var record in batch.Records)
            OnDisk[record.Key] = record;
        foreach (var key in batch.Dropped)
            OnDisk.TryRemove(key, out _);
    }

    public void Probe()
    {
        _gate.Wait();
        if (_failure is { } failure)
            throw failure;
    }

    public void Dispose() => _gate.Set();
}
