using MicroReg.Domain.MicroDb;
using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Database;

/// <summary>
/// Which living instance has which label. Two nodes may give the same label to two instances before they hear of each other; then they
/// share it until one of them is relabelled. It belongs to the single writer.
/// </summary>
/// <param name="records">The records.</param>
/// <param name="clock">Stamps the new generation of a relabelled instance.</param>
/// <param name="ids">How instances get their labels.</param>
internal sealed class InstanceLabels(FollowedMicroDb<InstanceKey, ServiceRecord> records, HybridClock clock, InstanceIds ids)
{
    private readonly Dictionary<int, InstanceKey> _holders = [];
    private readonly HashSet<InstanceKey> _sharing = [];
    private readonly Dictionary<InstanceKey, (Stamp From, Stamp To)> _renewed = [];

    /// <summary>True while living instances share a label.</summary>
    public bool AreShared => _sharing.Count > 0;

    /// <summary>A free label for an instance.</summary>
    public int Choose(InstanceKey key) => ids.Choose(key, label => !_holders.ContainsKey(label));

    /// <summary>Takes note of a write.</summary>
    public void Apply(InstanceKey key, ServiceRecord? before, ServiceRecord? after)
    {
        if (before?.Registration?.Id == after?.Registration?.Id)
            return;
        if (IsRelabelled(before?.Registration, after?.Registration))
            _renewed[key] = (before!.Registration!.Generation, after!.Registration!.Generation);
        else if (after?.Registration is null)
            _renewed.Remove(key);
        if (before?.Registration is { } old)
        {
            _sharing.Remove(key);
            if (_holders.GetValueOrDefault(old.Id) == key)
                PassOn(old.Id);
        }

        if (after?.Registration is { } registration && !_holders.TryAdd(registration.Id, key))
            _sharing.Add(key);
    }

    /// <summary>
    /// Relabelling begins a new generation, which would beat what callers did to the old one at the same time at other nodes. So a part of
    /// the old generation counts for the new one: what was unregistered stays so, and what was reported is not lost.
    /// </summary>
    /// <returns>The part for the new generation, or null if it was not for the old one.</returns>
    public RecordPart? ForNewGeneration(InstanceKey key, RecordPart part)
    {
        if (!_renewed.TryGetValue(key, out var renewed) || part.Generation != renewed.From)
            return null;
        return part switch
        {
            Tombstone tombstone => tombstone with { Ended = renewed.To },
            Reported reported => reported with { Of = renewed.To },
            _ => null,
        };
    }

    /// <summary>
    /// Of two living instances that share a label, the one that was registered first keeps it. The other starts a new generation with the
    /// next label of its own sequence, and keeps its reported status.
    /// </summary>
    /// <param name="includingForeign">False to relabel only instances that this run registered.</param>
    /// <param name="changed">Gets the keys that were relabelled.</param>
    public void Relabel(bool includingForeign, HashSet<InstanceKey> changed)
    {
        foreach (var key in _sharing.ToArray())
        {
            if (records.Get(key)?.Registration is not { } sharing || !_holders.TryGetValue(sharing.Id, out var holder)
                || records.Get(holder)?.Registration is not { } existing)
                continue;
            var later = IsEarlier(sharing, key, existing, holder) ? holder : key;
            var record = records.Get(later)!;
            if (!includingForeign && record.Registration!.Position.Origin != records.Origin)
                continue;
            var renewed = RecordMerge.Apply(record, record.Registration! with
            {
                Stamp = clock.Next(record.LastTime),
                Position = records.NextPosition(),
                Id = Choose(later),
                Attributes = record.Registration.Attributes with { Status = record.ReportedStatus },
            });
            records.TryReplace(later, record, renewed);
            changed.Add(later);
        }
    }

    /// <summary>Frees a label, or passes it to an instance that shared it.</summary>
    private void PassOn(int label)
    {
        _holders.Remove(label);
        var successor = _sharing.FirstOrDefault(key => records.Get(key)?.Registration?.Id == label);
        if (successor is null)
            return;
        _sharing.Remove(successor);
        _holders.Add(label, successor);
    }

    /// <summary>
    /// Registering again keeps the label, so only relabelling changes it. Every node that sees both generations can tell.
    /// </summary>
    private static bool IsRelabelled(Registration? before, Registration? after) =>
        before is not null && before.FirstRegistered == after?.FirstRegistered && before.Generation != after.Generation;

    private static bool IsEarlier(Registration left, InstanceKey leftKey, Registration right, InstanceKey rightKey)
    {
        var byTime = left.FirstRegistered.CompareTo(right.FirstRegistered);
        return byTime != 0 ? byTime < 0 : string.CompareOrdinal(leftKey.ToString(), rightKey.ToString()) < 0;
    }
}
