using MicroReg.XmlRpc;

namespace MicroReg.Chaos.Liveness.Judging;

/// <summary>How an instance wants its life to be known: by a lease that it renews, or by a check. Times in seconds.</summary>
internal sealed record LifeTerms
{
    /// <summary>
    /// After its last sign, or after the last probe that could have been good, a dead one is found within so many milliseconds.
    /// </summary>
    private const double Reaction = 1_000;

    /// <summary>The lease; 0 for a check instead.</summary>
    public int Ttl { get; private init; }

    public int Interval { get; private init; }

    public int Failures { get; private init; }

    public int Timeout { get; private init; }

    /// <summary>After so long of failing it is removed; 0 for the registry's own time.</summary>
    public int DeregisterAfter { get; init; }

    public bool IsLeased => Ttl > 0;

    public TimeSpan HeartbeatInterval => TimeSpan.FromSeconds(Ttl) / 3;

    /// <summary>
    /// Milliseconds until a node that does not answer is left for another one: twice that, and a beat, must fit into the lease.
    /// </summary>
    public double Patience => Math.Max(500, Ttl * 1_000 / 6.0);

    /// <summary>
    /// Milliseconds after which a death must be found. A check has one more timeout than tries: that of another node that is
    /// asked for a second opinion.
    /// </summary>
    public double Notice => Reaction + (1_000 * (IsLeased ? Ttl : (Failures * Interval) + (2 * Timeout)));

    /// <summary>Milliseconds after which one that lives again must be well again.</summary>
    public double Recovery => Reaction + (1_000 * (IsLeased ? 0 : Interval + Timeout));

    /// <summary>Milliseconds within which one that fails must be removed.</summary>
    public double Removal => Reaction + (1_000 * DeregisterAfter);

    /// <summary>Milliseconds before a verdict in which a probe that it rests on may have been made.</summary>
    public double LastProbe => Reaction + (1_000 * Timeout);

    public static LifeTerms Leased(int ttl) => new() { Ttl = ttl };

    public static LifeTerms Checked(int interval = 1, int failures = 2, int timeout = 1) =>
        new() { Interval = interval, Failures = failures, Timeout = timeout };

    /// <summary>As the options of <c>register</c>.</summary>
    public XmlRpcValue ToOptions()
    {
        var options = new XmlRpcStruct();
        if (IsLeased)
            options.Add("ttl", Ttl);
        else
            options.Add("check", XmlRpcValue.Of(new XmlRpcStruct
            {
                { "kind", "tcp" },
                { "interval", Interval },
                { "timeout", Timeout },
                { "failures", Failures },
                { "successes", 1 }
            }));
        if (DeregisterAfter > 0)
            options.Add("deregister_after", DeregisterAfter);
        return XmlRpcValue.Of(options);
    }

    public override string ToString() => IsLeased ? $"leased for {Ttl} s" : $"checked every {Interval} s";
}
