namespace MicroReg.Domain.Tests.Replication.Simulation;

/// <summary>
/// A mailbox: posted actions run a little later, one after the other. It stops while its node is paused, and ends with its run.
/// </summary>
internal sealed class Lane(Agenda agenda, NodeRun run)
{
    private TimeSpan _last;

    public void Post(TimeSpan delay, Action action)
    {
        var at = agenda.Now + delay;
        _last = at > _last ? at : _last;
        agenda.At(_last, () => run.Do(action));
    }
}

/// <summary>One run of the process of a node. It can be paused and ended.</summary>
internal sealed class NodeRun(Agenda agenda)
{
    private readonly Queue<Action> _frozen = [];
    private bool _isPaused;

    public bool IsOver { get; private set; }

    public void End() => IsOver = true;

    public void Do(Action action)
    {
        if (IsOver)
            return;
        if (_isPaused)
            _frozen.Enqueue(action);
        else
            action();
    }

    public void Pause(TimeSpan span)
    {
        if (_isPaused)
            return;
        _isPaused = true;
        agenda.After(span, Resume);
    }

    private void Resume()
    {
        _isPaused = false;
        while (!IsOver && _frozen.TryDequeue(out var action))
            action();
    }
}
