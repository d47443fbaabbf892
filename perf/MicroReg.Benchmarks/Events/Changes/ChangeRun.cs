using System.Diagnostics;
using MicroReg.Benchmarks.Load;

namespace MicroReg.Benchmarks.Events.Changes;

/// <summary>
/// The changes of one run with the times at which each was sent and answered, on the clock of <see cref="Stopwatch"/>. It also finds
/// the change that an event tells of, from the event's content alone.
/// </summary>
internal sealed class ChangeRun
{
    private readonly PlannedChange[] _changes;
    private readonly long[] _sent;
    private readonly long[] _answered;
    private readonly int[] _previous;
    private readonly int[] _latest;

    public ChangeRun(PlannedChange[] changes, int records)
    {
        _changes = changes;
        (_sent, _answered, _previous) = (new long[changes.Length], new long[changes.Length], new int[changes.Length]);
        _latest = new int[records];
        Array.Fill(_latest, -1);
    }

    public int Count => _changes.Length;

    /// <summary>How many were sent; less than planned if the run was cut short.</summary>
    public int SentCount { get; private set; }

    public PlannedChange this[int change] => _changes[change];

    public long SentAt(int change) => _sent[change];

    /// <summary>0 while there is no answer.</summary>
    public long AnsweredAt(int change) => Volatile.Read(ref _answered[change]);

    /// <summary>The earlier change of the same record in this run; -1 if there is none.</summary>
    public int Previous(int change) => _previous[change];

    /// <summary>Must be called in order, right before the call is sent.</summary>
    public void MarkSent(int change)
    {
        _sent[change] = Stopwatch.GetTimestamp();
        ref var latest = ref _latest[_changes[change].Record];
        _previous[change] = latest;
        Volatile.Write(ref latest, change);
        SentCount = change + 1;
    }

    public void MarkAnswered(int change) => Volatile.Write(ref _answered[change], Stopwatch.GetTimestamp());

    /// <summary>The latest change sent that gave the record this status; -1 for an event of something else.</summary>
    public int Find(int record, int status)
    {
        if ((uint)record >= (uint)_latest.Length)
            return -1;
        var change = Volatile.Read(ref _latest[record]);
        while (change >= 0 && _changes[change].Status != status)
            change = _previous[change];
        return change;
    }

    /// <summary>From sending each change to its answer.</summary>
    public LatencyHistogram TakeAnswers()
    {
        var answers = new LatencyHistogram();
        for (var change = 0; change < SentCount; change++)
        {
            if (AnsweredAt(change) is > 0 and var answered)
                answers.Record(Stopwatch.GetElapsedTime(_sent[change], answered));
        }
        return answers;
    }
}
