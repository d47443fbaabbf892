namespace MicroReg.Client.Nodes;

/// <summary>
/// Computes the wait before the next attempt. After the first failure it is zero, because there is another node. Then it is 50 ms, doubled
/// at each further failure up to the limit. Half of it is fixed and half is random, so that clients that lost the same node do not return
/// at the same time.
/// </summary>
internal sealed class Backoff(TimeSpan limit, Random random)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(50);

    private int _failures;

    /// <summary>An attempt has worked for a while. The next failure counts as the first again.</summary>
    public void Reset() => _failures = 0;

    /// <summary>An attempt has failed.</summary>
    /// <returns>The wait before the next attempt.</returns>
    public TimeSpan Next()
    {
        if (_failures++ == 0)
            return TimeSpan.Zero;
        var full = First * Math.Pow(2, Math.Min(_failures - 2, 30));
        return (full < limit ? full : limit) * (0.5 + (random.NextDouble() / 2));
    }
}
