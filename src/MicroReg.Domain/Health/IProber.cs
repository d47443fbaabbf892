using MicroReg.Domain.Records;

namespace MicroReg.Domain.Health;

/// <summary>Tries whether an instance answers. For any thread; many tries at a time.</summary>
public interface IProber
{
    /// <summary>Makes one try, for at most the check's timeout. It connects only to addresses that are permitted, and fails by its result, never by an exception but that of its cancellation.</summary>
    /// <param name="endpoint">Where the instance is, as it was registered: perhaps a name, perhaps with http:// or https:// before it.</param>
    /// <param name="check">What is tried.</param>
    /// <param name="cancellation">Ends the try.</param>
    ValueTask<ProbeResult> ProbeAsync(Endpoint endpoint, HealthCheck check, CancellationToken cancellation);
}

/// <summary>What a try found.</summary>
/// <param name="Outcome">The finding.</param>
/// <param name="Detail">Why it is bad, for logs; "" if it is good.</param>
public readonly record struct ProbeResult(ProbeOutcome Outcome, string Detail)
{
    /// <summary>It answered as it should.</summary>
    public static ProbeResult Good { get; } = new(ProbeOutcome.Good, "");

    /// <summary>It did not.</summary>
    public static ProbeResult Bad(string detail) => new(ProbeOutcome.Bad, detail);

    /// <summary>It was not tried, because nothing may be connected to where it is.</summary>
    public static ProbeResult NotPermitted(string detail) => new(ProbeOutcome.NotPermitted, detail);
}

/// <summary>What a try found.</summary>
public enum ProbeOutcome
{
    /// <summary>The instance answered as it should.</summary>
    Good = 0,

    /// <summary>It did not: refused, silent, unknown by name, or the wrong answer.</summary>
    Bad = 1,

    /// <summary>It was not tried.</summary>
    NotPermitted = 2,
}
