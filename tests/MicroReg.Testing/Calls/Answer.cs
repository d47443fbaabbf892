using MicroReg.XmlRpc;

namespace MicroReg.Testing.Calls;

/// <summary>What a caller knows of a call that it made.</summary>
public enum CallOutcome
{
    /// <summary>It was answered with success.</summary>
    Acknowledged,

    /// <summary>It was answered with a fault. A write may have been applied all the same.</summary>
    Fault,

    /// <summary>No answer came. A write may have been applied, may still be, or never.</summary>
    Unknown,

    /// <summary>There was no connection to send it on: it had no effect.</summary>
    Unsent,
}

/// <summary>The end of a call.</summary>
/// <param name="Outcome">What is known.</param>
/// <param name="Value">The value, if it was acknowledged.</param>
/// <param name="Detail">The fault, or what went wrong; empty if nothing.</param>
public readonly record struct Answer(CallOutcome Outcome, XmlRpcValue Value, string Detail)
{
    /// <summary>The code of the fault; 0 if there was none.</summary>
    public int FaultCode { get; init; }

    /// <summary>True if it was given up because no answer came in time.</summary>
    public bool IsLate { get; init; }
}
