using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Events;

/// <summary>The last batches, for live readers. The number of batches and of changes is limited. Not thread-safe.</summary>
internal sealed class FeedWindow
{
    /// <summary>Enough for a reader that is a second or two late under load. A later one reads the records.</summary>
    private const int MostBatches = 2048;

    private const int MostChanges = 16 * IStatusFeed.PageLimit;

    private readonly FeedBatch?[] _batches = new FeedBatch?[MostBatches];
    private readonly Dictionary<VersionVector, long> _following = [];
    private TaskCompletionSource _added = NewSignal();
    private long _first;
    private int _changes;

    /// <summary>The number of the next batch.</summary>
    public long Next { get; private set; }

    public void Add(FeedBatch batch)
    {
        if (Next - _first == MostBatches)
            Drop();
        At(Next++) = batch;
        _following[batch.End] = Next;
        _changes += batch.Size;
        while (_changes > MostChanges && Next - _first > 1)
            Drop();
        var added = _added;
        _added = NewSignal();
        added.SetResult();
    }

    /// <summary>False if the batch is no longer kept; true without a batch if it is not there yet.</summary>
    public bool TryGet(long number, out FeedBatch? batch)
    {
        batch = number >= _first && number < Next ? At(number) : null;
        return number >= _first;
    }

    /// <summary>The number of the batch after a vector, if a batch that is still kept ended there.</summary>
    public bool TryFollow(VersionVector end, out long next) => _following.TryGetValue(end, out next);

    public Task WhenThere(long number) => number < Next ? Task.CompletedTask : _added.Task;

    private ref FeedBatch? At(long number) => ref _batches[number % MostBatches];

    private void Drop()
    {
        var oldest = At(_first)!;
        _changes -= oldest.Size;
        At(_first++) = null;
        if (_following.GetValueOrDefault(oldest.End) == _first)
            _following.Remove(oldest.End);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
