namespace MicroReg.Domain.Ownership;

/// <summary>
/// Whether a node is fit to own instances, and for how long it has been: it is ready, takes writes, and is not stopped or starved again
/// and again. Times are milliseconds of the node's uptime. Not thread-safe.
/// </summary>
internal sealed class Fitness
{
    /// <summary>So many pauses within <see cref="PauseWindow"/> are too many.</summary>
    private const int TooManyPauses = 3;

    private const long PauseWindow = 60_000;

    /// <summary>
    /// A node that has been fit for less than this owns nothing while another one has been fit for so much longer. Nodes that start
    /// together share from the beginning.
    /// </summary>
    private const long NewcomerFor = 10_000;

    private readonly Queue<long> _pauses = [];
    private long? _since;

    /// <summary>Takes over how the node is.</summary>
    public void Observe(long now, bool isReady, bool takesWrites)
    {
        while (_pauses.TryPeek(out var paused) && now - paused > PauseWindow)
            _pauses.Dequeue();
        _since = isReady && takesWrites && _pauses.Count < TooManyPauses ? _since ?? now : null;
    }

    /// <summary>The node was stopped or starved.</summary>
    public void OnPause(long now) => _pauses.Enqueue(now);

    /// <summary>For how many milliseconds it has been fit; 0 if it is not.</summary>
    public long For(long now) => _since is { } since ? Math.Max(1, now - since) : 0;

    /// <summary>
    /// The nodes that are fit to own instances. If none is, all of them: somebody has to. A node that has just become fit waits while
    /// others can do without it, so that one that restarts again and again gets nothing.
    /// </summary>
    /// <param name="nodes">The nodes, and for how long each has been fit; null for a node that does not tell, which counts as fit.</param>
    public static IEnumerable<string> Choose(IReadOnlyCollection<(string Id, long? FitFor)> nodes)
    {
        var fit = nodes.Where(node => node.FitFor != 0).ToArray();
        if (fit.Length == 0)
            return nodes.Select(node => node.Id);
        var oldest = fit.Max(node => node.FitFor ?? 0);
        return fit.Where(node => node.FitFor is not { } age || age >= NewcomerFor || oldest - age < NewcomerFor).Select(node => node.Id);
    }
}
