using MicroReg.Benchmarks.Events.Changes;
using MicroReg.Benchmarks.Events.Listening;

namespace MicroReg.Benchmarks.Events.Ways;

/// <summary>An open subscription, whose events go to the listener of whichever run is on.</summary>
internal abstract class Subscription : IAsyncDisposable
{
    private Listener? _listener;

    /// <summary>Why it ended by itself; null while it is open.</summary>
    public string? Failure { get; private set; }

    /// <summary>Where another subscription could go on.</summary>
    public string Cursor { get; protected set; } = "";

    public Listener ListenTo(ChangeRun run)
    {
        var listener = new Listener(run);
        Volatile.Write(ref _listener, listener);
        return listener;
    }

    public abstract ValueTask DisposeAsync();

    protected void Hear(int record, int status) => Volatile.Read(ref _listener)?.Hear(record, status);

    /// <summary>Runs what receives until it is cancelled; what ends it earlier is kept for the report.</summary>
    protected async Task KeepAsync(Func<CancellationToken, Task> receive, CancellationToken cancel)
    {
        try
        {
            await receive(cancel);
            Failure = "the server ended it";
        }
        catch (Exception e)
        {
            // Whatever it is: a subscriber that hears no more must not pass for one to whom nothing is said.
            Failure = e.Message;
        }
        if (cancel.IsCancellationRequested)
            Failure = null;
    }
}
