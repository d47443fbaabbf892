using Microsoft.Extensions.Time.Testing;

namespace MicroReg.Domain.Tests.Replication.Simulation;

/// <summary>Virtual time: a queue of actions. Actions that are due at the same moment run in the order in which they were added.</summary>
internal sealed class Agenda
{
    private readonly PriorityQueue<Action, (TimeSpan At, long Number)> _due = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private long _number;

    public TimeSpan Now { get; private set; }

    public TimeProvider Time => _time;

    public void At(TimeSpan at, Action action) => _due.Enqueue(action, (at < Now ? Now : at, ++_number));

    public void After(TimeSpan delay, Action action) => At(Now + delay, action);

    public void RunFor(TimeSpan span)
    {
        var end = Now + span;
        while (_due.TryPeek(out _, out var next) && next.At <= end)
        {
            MoveTo(next.At);
            _due.Dequeue()();
        }

        MoveTo(end);
    }

    private void MoveTo(TimeSpan at)
    {
        if (at <= Now)
            return;
        _time.Advance(at - Now);
        Now = at;
    }
}
