using System.Collections.Concurrent;
using MicroReg.Domain.Journal;

namespace MicroReg.Actors.Journal;

/// <summary>
/// The one thread that talks to the store. The store's calls block, for as long as the disk likes: on a thread of
/// its own that starves nobody, neither the actors nor the web server.
/// </summary>
internal sealed class JournalWriter : IDisposable
{
    private readonly BlockingCollection<Work> _work = [];
    private readonly IRecordStore _store;
    private readonly Thread _thread;

    /// <summary>Starts the thread.</summary>
    /// <param name="store">Where it writes; it must outlive this writer.</param>
    public JournalWriter(IRecordStore store)
    {
        _store = store;
        _thread = new Thread(Run) { IsBackground = true, Name = "microreg-journal" };
        _thread.Start();
    }

    /// <summary>Writes a batch after all that was asked for before.</summary>
    public Task WriteAsync(StoreBatch batch) => Enqueue(() => _store.Write(batch));

    /// <summary>Finds out whether the disk takes writes.</summary>
    public Task ProbeAsync() => Enqueue(_store.Probe);

    /// <summary>Finishes what was asked for and ends the thread.</summary>
    public void Dispose()
    {
        if (_work.IsAddingCompleted)
            return;
        _work.CompleteAdding();
        _thread.Join();
        _work.Dispose();
    }

    private Task Enqueue(Action action)
    {
        var work = new Work(action);
        try
        {
            _work.Add(work);
        }
        catch (Exception closed) when (closed is InvalidOperationException or ObjectDisposedException)
        {
            return Task.FromException(new StoreException("The journal is closed.", closed));
        }

        return work.Done.Task;
    }

    private void Run()
    {
        foreach (var work in _work.GetConsumingEnumerable())
            work.Carry();
    }

    private sealed record Work(Action Action)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Carry()
        {
            try
            {
                Action();
                Done.SetResult();
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                Done.SetException(failure);
            }
        }
    }
}
