using System.Collections.Immutable;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Database;

// Two nodes may give the same label to two instances before they hear of each other.
internal sealed partial class RegistryDatabase
{
    private readonly HashSet<InstanceKey> _sharingLabels = [];

    /// <summary>True while living instances share a label.</summary>
    public bool HasSharedLabels => _sharingLabels.Count > 0;

    private void TakeLabel(InstanceKey key, ServiceRecord? before, ServiceRecord? after)
    {
        if (before?.Registration?.Id == after?.Registration?.Id)
            return;
        if (before?.Registration is { } old)
        {
            _sharingLabels.Remove(key);
            if (_labels.GetValueOrDefault(old.Id) == key)
                PassOn(old.Id);
        }

        if (after?.Registration is { } registration && !_labels.TryAdd(registration.Id, key))
            _sharingLabels.Add(key);
    }

    /// <summary>Frees a label, or passes it to an instance that shared it.</summary>
    private void PassOn(int label)
    {
        _labels.Remove(label);
        var successor = _sharingLabels.FirstOrDefault(key => Records.Get(key)?.Registration?.Id == label);
        if (successor is null)
            return;
        _sharingLabels.Remove(successor);
        _labels.Add(label, successor);
    }

    /// <summary>
    /// Of two living instances that share a label, the one that was registered first keeps it. The other starts a new generation with the
    /// next label of its own sequence, and keeps its reported status.
    /// </summary>
    private void Relabel(bool includingForeign, HashSet<InstanceKey> changed)
    {
        foreach (var key in _sharingLabels.ToArray())
        {
            if (Records.Get(key)?.Registration is not { } sharing || !_labels.TryGetValue(sharing.Id, out var holder)
                || Records.Get(holder)?.Registration is not { } existing)
                continue;
            var later = IsEarlier(sharing, key, existing, holder) ? holder : key;
            var record = Records.Get(later)!;
            if (!includingForeign && record.Registration!.Position.Origin != Records.Origin)
                continue;
            var renewed = RecordMerge.Apply(record, record.Registration! with
            {
                Stamp = Clock.Next(),
                Position = Records.NextPosition(),
                Id = ChooseId(later),
                Attributes = record.Registration.Attributes with { Status = record.ReportedStatus },
            });
            Records.TryReplace(later, record, renewed);
            changed.Add(later);
        }
    }

    private static bool IsEarlier(Registration left, InstanceKey leftKey, Registration right, InstanceKey rightKey)
    {
        var byTime = left.FirstRegistered.CompareTo(right.FirstRegistered);
        return byTime != 0 ? byTime < 0 : string.CompareOrdinal(leftKey.ToString(), rightKey.ToString()) < 0;
    }
}
