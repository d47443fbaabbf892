using MicroReg.Domain.Database;
using MicroReg.Domain.Journal;
using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Tests.Replication.Simulation;

/// <summary>Writes commits to disk in groups, in order, with a delay, as the journal of a node does.</summary>
internal sealed class SimulatedJournal(
    Agenda agenda, Random random, NodeRun run, SimulatedDisk disk, RegistryDatabase database, Action<VersionVector> onDurable,
    Func<TimeSpan> now)
{
    private List<Entry> _waiting = [];
    private List<Entry>? _writing;
    private long _last;

    /// <summary>How long the next groups take; null for a random time.</summary>
    public TimeSpan? Duration { get; set; }

    public void Append(IReadOnlyCollection<InstanceKey> keys, ClusterFacts? facts = null, bool replacesAll = false,
        Action? onWritten = null)
    {
        var records = replacesAll ? [.. database.Records.All] : keys.Select(database.Records.Get).OfType<ServiceRecord>().ToList();
        var dropped = replacesAll ? [] : keys.Where(key => database.Records.Get(key) is null).ToList();
        database.Feed.Close(++_last, database.Records.Vector, database.Records.Sequence, replacesAll, now());
        var batch = new StoreBatch([.. records], [.. dropped], database.Records.Vector, database.Clock.Last)
        {
            Cluster = facts,
            ReplacesAll = replacesAll,
        };
        _waiting.Add(new Entry(_last, batch, onWritten));
        if (_writing is null)
            WriteGroup();
    }

    /// <summary>Ends the process. The write in progress may or may not have completed.</summary>
    public void Crash()
    {
        if (_writing is not null && random.Next(2) == 0)
            Store(_writing);
    }

    private void WriteGroup()
    {
        (_writing, _waiting) = (_waiting, []);
        var slow = random.Next(100) == 0 ? 500 : 20;
        agenda.After(Duration ?? TimeSpan.FromMilliseconds(random.Next(1, slow)), () => run.Do(OnWritten));
    }

    private void OnWritten()
    {
        var group = _writing!;
        Store(group);
        _writing = null;
        database.Feed.OnDurable(group[^1].Number);
        onDurable(group[^1].Batch.Vector);
        foreach (var entry in group)
            entry.OnWritten?.Invoke();
        if (_waiting.Count > 0)
            WriteGroup();
    }

    private void Store(List<Entry> group)
    {
        foreach (var entry in group)
            disk.Write(entry.Batch);
    }

    private sealed record Entry(long Number, StoreBatch Batch, Action? OnWritten);
}
