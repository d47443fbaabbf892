namespace MicroReg.Domain.Tests.Replication.Simulation;

/// <summary>The faults of the network, as shares of all messages.</summary>
internal sealed record NetworkFaults
{
    public static NetworkFaults None { get; } = new();

    public static NetworkFaults Bad { get; } = new() { Lost = 0.05, Doubled = 0.05, Late = 0.05 };

    public double Lost { get; init; }

    public double Doubled { get; init; }

    /// <summary>Delayed by seconds, so that many others arrive first.</summary>
    public double Late { get; init; }

    public TimeSpan Latest { get; init; } = TimeSpan.FromSeconds(3);
}
