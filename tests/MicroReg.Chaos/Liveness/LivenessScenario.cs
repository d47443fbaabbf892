using MicroReg.Testing.Networks;
using MicroReg.Testing.Nodes;

namespace MicroReg.Chaos.Liveness;

/// <summary>A fault of services, of nodes that watch them, or of what lies between them.</summary>
internal abstract class LivenessScenario
{
    private const string ShortQuiet = "microreg.health.flap-quiet=4s";

    /// <summary>Nodes that share the loopback link with the services.</summary>
    public static ClusterShape Loopback { get; } = new(3, HasOwnNetwork: false, ShortQuiet);

    /// <summary>Nodes and services with networks of their own.</summary>
    public static ClusterShape Networks { get; } = new(
        3, HasOwnNetwork: true, ShortQuiet, $"microreg.health.allowed-networks={VirtualNetwork.Addresses}");

    public abstract string Name { get; }

    /// <summary>The cluster that it needs.</summary>
    public virtual ClusterShape Shape => Loopback;

    /// <summary>
    /// Lets services live and die, does the fault and takes it back. When this ends, every death that must be found is due.
    /// </summary>
    public abstract Task RunAsync(LivenessStage stage);
}
