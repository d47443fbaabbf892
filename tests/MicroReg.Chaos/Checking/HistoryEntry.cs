using System.Text.Json.Serialization;
using MicroReg.Testing.Calls;

namespace MicroReg.Chaos.Checking;

/// <summary>What a caller did to an instance.</summary>
internal enum Deed
{
    Register,
    UpdateStatus,
    Unregister,

    /// <summary>Not a call: every node was seen to hold the instance like this, after all calls had long ended.</summary>
    Observed,
}

/// <summary>One call that changes an instance, and what came of it.</summary>
/// <param name="Start">When it was sent, in milliseconds of the run.</param>
/// <param name="End">When it was answered or given up.</param>
/// <param name="Node">The node that was called.</param>
/// <param name="Deed">What was asked.</param>
/// <param name="Instance">The instance, as name@host:port.</param>
/// <param name="Written">The state that the instance has afterwards; of an update only the status counts.</param>
/// <param name="Outcome">What is known.</param>
internal sealed record HistoryEntry(
    double Start, double End, string Node, Deed Deed, string Instance, InstanceState Written, CallOutcome Outcome)
{
    /// <summary>What an acknowledged update or unregister answered: whether the instance was there.</summary>
    public bool WasThere { get; init; } = true;

    /// <summary>True if several nodes write the instance: then nobody knows what it should be in the end.</summary>
    public bool IsShared { get; init; }

    /// <summary>The fault, or what went wrong.</summary>
    public string Detail { get; init; } = "";

    [JsonIgnore]
    public double Milliseconds => End - Start;
}

/// <summary>What a caller can know of an instance. The default is "not registered".</summary>
/// <param name="IsRegistered">Whether it is registered.</param>
/// <param name="Number">Counts the registrations of the instance; kept in its metadata.</param>
/// <param name="Status">Its reported status.</param>
internal readonly record struct InstanceState(bool IsRegistered, int Number, string Status)
{
    public static InstanceState Absent => default;

    public override string ToString() => IsRegistered ? $"registration {Number}, {Status}" : "not registered";
}
