using System.Collections.Concurrent;
using MicroReg.Chaos.Liveness.Judging;

namespace MicroReg.Chaos.Liveness.Fleets;

/// <summary>Takes down what happens in the lives of instances, in memory and, for whoever outlives this process, in a file.</summary>
/// <param name="file">Gets a line for everything; null for none.</param>
internal sealed class LifeJournal(TextWriter? file = null)
{
    private readonly ConcurrentQueue<LifeEntry> _entries = [];

    public IReadOnlyCollection<LifeEntry> Entries => _entries;

    public void Note(LifeDeed deed, string key, double at, double answered = 0)
    {
        var entry = new LifeEntry(deed, key, at, answered);
        _entries.Enqueue(entry);
        if (file is null)
            return;
        lock (file)
            file.WriteLine(entry);
    }
}
