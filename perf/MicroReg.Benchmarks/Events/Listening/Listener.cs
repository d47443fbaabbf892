using System.Diagnostics;
using MicroReg.Benchmarks.Events.Changes;
using MicroReg.Benchmarks.Load;

namespace MicroReg.Benchmarks.Events.Listening;

/// <summary>
/// One subscriber's ears during a run: when it had parsed the event of each change. Called by one thread at a time; the
/// figures are made afterwards.
/// </summary>
internal sealed class Listener(ChangeRun run)
{
    private readonly long[] _seen = new long[run.Count];
    private int _seenCount;

    public int SeenCount => Volatile.Read(ref _seenCount);

    /// <summary>An event was parsed.</summary>
    public void Hear(int record, int status) => Hear(run.Find(record, status), Stopwatch.GetTimestamp());

    /// <summary>The first event of a change counts; the same again, as after a page that is repeated, does not.</summary>
    public void Hear(int change, long at)
    {
        if (change < 0 || _seen[change] != 0)
            return;
        _seen[change] = at;
        Volatile.Write(ref _seenCount, _seenCount + 1);
    }

    public ListenerSample Take()
    {
        var (fromSend, fromAnswer) = (new LatencyHistogram(), new LatencyHistogram());
        var (lost, coalesced) = (0, 0);
        var isSuperseded = new bool[run.Count];
        for (var change = run.SentCount - 1; change >= 0; change--)
        {
            var isSeen = _seen[change] != 0;
            if (isSeen)
            {
                fromSend.Record(Stopwatch.GetElapsedTime(run.SentAt(change), _seen[change]));
                if (run.AnsweredAt(change) is > 0 and var answered)
                    fromAnswer.Record(Stopwatch.GetElapsedTime(answered, _seen[change]));
            }
            else if (isSuperseded[change])
            {
                coalesced++;
            }
            else
            {
                lost++;
            }
            if (run.Previous(change) is >= 0 and var earlier)
                isSuperseded[earlier] = isSeen || isSuperseded[change];
        }
        return new ListenerSample(fromSend, fromAnswer, run.TakeAnswers(), lost, coalesced);
    }
}
