namespace MicroReg.Client.Nodes;

/// <summary>
/// How long to wait before the next try: not at all after the first failure, because there is another node, then 50 ms,
/// doubled at each further failure up to the limit; of each, half is certain and half is up to chance, so that those who
/// lost the same node do not come back at once.
/// </summary>
internal sealed class Backoff(TimeSpan limit, Random random)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(50);

    private int _failures;

    /// <summary>What was tried has worked for a while: the next failure is a first one again.</summary>
    public void Reset() => _failures = 0;

    /// <summary>What was tried has failed.</summary>
    /// <returns>How long to wait.</returns>
    public TimeSpan Next()
    {
        if (_failures++ == 0)
            return TimeSpan.Zero;
        var full = First * Math.Pow(2, Math.Min(_failures - 2, 30));
        return (full < limit ? full : limit) * (0.5 + (random.NextDouble() / 2));
    }
}
