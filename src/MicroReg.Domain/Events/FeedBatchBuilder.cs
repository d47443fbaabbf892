using MicroReg.Domain.Records;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Events;

/// <summary>Combines commits into one batch, in which an instance appears once, with its latest state.</summary>
internal sealed class FeedBatchBuilder
{
    private readonly Dictionary<InstanceKey, (RecordChange Change, int Order)> _changed = [];
    private VersionVector? _end;
    private bool _isBreak;
    private int _order;

    public bool IsFull => _changed.Count >= IStatusFeed.PageLimit;

    public void Add(FeedCommit commit)
    {
        (_end, _isBreak) = (commit.Vector, commit.IsBreak);
        if (_isBreak)
            return;
        foreach (var change in commit.Changes)
            _changed[change.Key] = (_changed.TryGetValue(change.Key, out var earlier) ? Join(earlier.Change, change) : change, _order++);
    }

    /// <summary>The batch; null if nothing was added.</summary>
    public FeedBatch? Build() => _end is null
        ? null
        : new FeedBatch(
            _end,
            [.. _changed.Values.OrderBy(entry => entry.Order).Select(entry => entry.Change)],
            _isBreak);

    private static RecordChange Join(RecordChange earlier, RecordChange later) =>
        later with { Before = earlier.Before, IsAlwaysTold = earlier.IsAlwaysTold || later.IsAlwaysTold };
}
