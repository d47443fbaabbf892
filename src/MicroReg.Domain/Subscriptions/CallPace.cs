namespace MicroReg.Domain.Subscriptions;

/// <summary>
/// When a subscriber that did not accept a page is called again: after one second, then two, four and so on, up to half a minute. After
/// <see cref="OpensAfter"/> consecutive failures the circuit is open, with one probe every half minute.
/// </summary>
/// <param name="Failures">The number of consecutive failures.</param>
internal readonly record struct CallPace(int Failures)
{
    /// <summary>The number of consecutive failures that open the circuit: <value>5</value>, after about fifteen seconds.</summary>
    public const int OpensAfter = 5;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>True while only probes are sent.</summary>
    public bool IsOpen => Failures >= OpensAfter;

    /// <summary>The pace after one more failure.</summary>
    public CallPace Failed() => new(Math.Min(Failures + 1, int.MaxValue - 1));

    /// <summary>
    /// How long to wait before the next call: the full step less up to a half, so that retries after a common failure spread.
    /// </summary>
    /// <param name="chance">A random number, at least 0 and below 1.</param>
    public TimeSpan Delay(double chance)
    {
        if (Failures == 0)
            return TimeSpan.Zero;
        var step = IsOpen ? Longest : TimeSpan.FromSeconds(1 << (Failures - 1));
        return step * (1 - (chance / 2));
    }
}
