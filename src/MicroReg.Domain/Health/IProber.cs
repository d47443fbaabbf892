using MicroReg.Domain.Records;

namespace MicroReg.Domain.Health;

/// <summary>Probes instances. Thread-safe; many probes run at a time.</summary>
internal interface IProber
{
    /// <summary>
    /// Makes one probe, for at most the timeout of the check. It connects only to permitted addresses. A failure is a result, never an
    /// exception, except for its cancellation.
    /// </summary>
    /// <param name="endpoint">The endpoint as it was registered: perhaps a DNS name, perhaps with http:// or https:// before it.</param>
    /// <param name="check">The check.</param>
    /// <param name="cancellation">Cancels the probe.</param>
    ValueTask<ProbeResult> ProbeAsync(Endpoint endpoint, HealthCheck check, CancellationToken cancellation);
}

/// <summary>The result of a probe.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Detail">Why it is bad, for logs; "" if it is good.</param>
internal readonly record struct ProbeResult(ProbeOutcome Outcome, string Detail)
{
    /// <summary>The instance answered as expected.</summary>
    public static ProbeResult Good { get; } = new(ProbeOutcome.Good, "");

    /// <summary>The instance did not answer as expected.</summary>
    public static ProbeResult Bad(string detail) => new(ProbeOutcome.Bad, detail);

    /// <summary>The instance was not probed: its address is in no permitted network.</summary>
    public static ProbeResult NotPermitted(string detail) => new(ProbeOutcome.NotPermitted, detail);
}

/// <summary>The outcome of a probe.</summary>
internal enum ProbeOutcome
{
    /// <summary>The instance answered as expected.</summary>
    Good = 0,

    /// <summary>The instance refused, was silent, had no address, or gave a wrong answer.</summary>
    Bad = 1,

    /// <summary>The instance was not probed.</summary>
    NotPermitted = 2,
}
