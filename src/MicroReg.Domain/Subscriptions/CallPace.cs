namespace MicroReg.Domain.Subscriptions;

/// <summary>
/// When a subscriber that did not take a page is called again: after a second, then two, four and so on, up to half a
/// minute. After <see cref="OpensAfter"/> failures in a row the circuit is open: one probe each half minute.
/// </summary>
/// <param name="Failures">How many calls in a row have failed.</param>
public readonly record struct CallPace(int Failures)
{
    /// <summary>Failures in a row that open the circuit: <value>5</value>, which takes about fifteen seconds of waiting.</summary>
    public const int OpensAfter = 5;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>True while only probes are sent.</summary>
    public bool IsOpen => Failures >= OpensAfter;

    /// <summary>After one more failure.</summary>
    public CallPace Failed() => new(Math.Min(Failures + 1, int.MaxValue - 1));

    /// <summary>How long to wait before the next call: half of the step at least, so that those who failed together don't come back together.</summary>
    /// <param name="chance">At least 0 and below 1.</param>
    public TimeSpan Delay(double chance)
    {
        if (Failures == 0)
            return TimeSpan.Zero;
        var step = IsOpen ? Longest : TimeSpan.FromSeconds(1 << (Failures - 1));
        return step * (1 - (chance / 2));
    }
}
