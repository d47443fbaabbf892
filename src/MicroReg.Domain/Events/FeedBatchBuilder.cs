using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Events;

/// <summary>Combines commits into one batch, in which an instance appears once, with its latest state.</summary>
internal sealed class FeedBatchBuilder
{
    private readonly Dictionary<InstanceKey, (ServiceRecord? Before, ServiceRecord? After, int Order)> _changed = [];
    private VersionVector? _end;
    private bool _isBreak;
    private int _order;

    public bool IsFull => _changed.Count >= IStatusFeed.PageLimit;

    public void Add(FeedCommit commit)
    {
        (_end, _isBreak) = (commit.Vector, commit.IsBreak);
        if (_isBreak)
            return;
        foreach (var (key, before, after) in commit.Changes)
            _changed[key] = (_changed.TryGetValue(key, out var earlier) ? earlier.Before : before, after, _order++);
    }

    /// <summary>The batch; null if nothing was added.</summary>
    public FeedBatch? Build() => _end is null
        ? null
        : new FeedBatch(
            _end,
            [.. _changed.Values.OrderBy(change => change.Order).Select(change => (change.Before, change.After))],
            _isBreak);
}
